import type { ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { forChild } from '../../../../shared/environment.js';
import { type ErrorBody, fromBody, KeyrackError } from '../../../../shared/errors/index.js';
import type { Keychain } from '../../ports.js';
import type { KeychainAsk } from './child.js';
import { inTime } from './deadline.js';
import { keychainName } from './in-process.js';

export interface ByChildOptions {
  readonly childPath: string;
  readonly env: NodeJS.ProcessEnv;
  /** Milliseconds; a prompt may be waiting for its user. */
  readonly deadlineMs?: number;
}

/**
 * The keychain of the command line: keytar in a process that can be killed, because a call that blocks a pool thread
 * lets neither the worker nor the process end (S-02, measured). One call in flight at a time.
 */
export function keychainByChild({ childPath, env, deadlineMs }: ByChildOptions): Keychain {
  const { NODE_OPTIONS, ...clean } = forChild(env);
  let last: Promise<unknown> = Promise.resolve();
  const ask = (request: KeychainAsk): Promise<unknown> => {
    const mine = last.then(() => once(childPath, clean, request, deadlineMs));
    last = mine.catch(() => undefined);
    return mine;
  };
  return {
    name: keychainName(),
    get: async (account) => (await ask({ call: 'get', account })) as string | null,
    set: async (account, secret) => void (await ask({ call: 'set', account, secret })),
    delete: async (account) => (await ask({ call: 'delete', account })) === true,
  };
}

async function once(childPath: string, env: NodeJS.ProcessEnv, request: KeychainAsk, deadlineMs: number | undefined): Promise<unknown> {
  if (process.platform === 'linux' && !env.DBUS_SESSION_BUS_ADDRESS && !env.XDG_RUNTIME_DIR) {
    throw new KeyrackError('E_KEYCHAIN_UNAVAILABLE');
  }
  // Here, not above: most processes are given their identity, and start without it.
  const { spawn } = await import('node:child_process');
  const child = spawn(process.execPath, [childPath], { env, stdio: ['pipe', 'pipe', 'ignore'] });
  try {
    return await inTime(answerOf(child, request), env, deadlineMs);
  } finally {
    child.kill('SIGKILL');
  }
}

function answerOf(child: ChildProcessByStdio<Writable, Readable, null>, request: KeychainAsk): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stdin.on('error', () => undefined);
    child.once('error', (cause) => reject(new KeyrackError('E_KEYCHAIN_UNAVAILABLE', undefined, { cause })));
    child.once('close', () => {
      try {
        const reply = JSON.parse(Buffer.concat(chunks).toString('utf8')) as { ok: true; value: unknown } | { ok: false; error: ErrorBody };
        if (reply.ok) resolve(reply.value);
        else reject(fromBody(reply.error));
      } catch {
        reject(new KeyrackError('E_KEYCHAIN_UNAVAILABLE'));
      }
    });
    child.stdin.end(JSON.stringify(request));
  });
}
