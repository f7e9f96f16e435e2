import '../../../client/inspector-shut.js';
import { asKeyrackError } from '../../../../shared/errors/index.js';
import { keychainInProcess } from './in-process.js';

/** One request on stdin, one answer on stdout: nothing secret ever stands in argv or the environment. */
export interface KeychainAsk {
  readonly call: 'get' | 'set' | 'delete';
  readonly account: string;
  readonly secret?: string;
}

async function answer(): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  const { call, account, secret = '' } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as KeychainAsk;
  const keychain = keychainInProcess();
  try {
    const value =
      call === 'get' ? await keychain.get(account) : call === 'set' ? await keychain.set(account, secret) : await keychain.delete(account);
    return { ok: true, value: value ?? null };
  } catch (error) {
    return { ok: false, error: asKeyrackError(error).body };
  }
}

void answer().then((reply) => process.stdout.end(`${JSON.stringify(reply)}\n`, () => process.exit(0)));
