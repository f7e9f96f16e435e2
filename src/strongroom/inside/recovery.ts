import { KeyrackError } from '../../shared/errors/index.js';
import type { RecoveryCheck, VerifyRecoveryRequest } from '../client/contract.js';
import { generationFiles, readGeneration } from './generations.js';
import type { Ports } from './ports.js';
import { recipientOf } from './seal.js';

/** A saved recovery key may have words around it, and is at most a page. */
const longestFile = 64 * 1024;

/** The identity in a text: the first line that is one, without what surrounds it; '' when there is none. */
export const identityIn = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.trim())
    .find((line) => line.startsWith('AGE-SECRET-KEY-')) ?? '';

/** S-04: what this key opens, of the files as they lie there, and as whose. Needs no other way in, keeps nothing, changes nothing. */
export async function verifyRecovery(ports: Ports, request: VerifyRecoveryRequest): Promise<RecoveryCheck> {
  const key = await keyToVerify(ports, request);
  if (key === '')
    throw new KeyrackError(
      'E_IDENTITY_WRONG',
      'No recovery key was given: type it on a terminal, or give it in KEYRACK_IDENTITY or on stdin.',
    );
  const recipient = await recipientOf(key);
  const all = await Promise.all(generationFiles.map((file) => readGeneration(ports, file, key)));
  const there = all.filter(({ is }) => is !== 'missing');
  if (there.length === 0) throw new KeyrackError('E_VAULT_MISSING');
  const good = all.filter((one) => one.is === 'good');
  const [newest] = good.toSorted((a, b) => b.document.revision - a.document.revision);
  if (!newest)
    throw new KeyrackError('E_IDENTITY_WRONG', 'This key opens nothing here: it is not this vault’s recovery key, or not any more.');
  return {
    vaultId: newest.document.vaultId,
    is: newest.document.recipients.recovery === recipient ? 'recovery' : 'device',
    opens: good.map(({ file }) => file),
    fails: there.filter(({ is }) => is === 'bad').map(({ file }) => file),
  };
}

async function keyToVerify({ secrets }: Ports, { key, interactive }: VerifyRecoveryRequest): Promise<string> {
  if (key !== undefined) return identityIn(key);
  const given = await secrets.identity();
  if (given !== null) return identityIn(given);
  if (interactive) return identityIn(await secrets.ask('Recovery key: '));
  return identityIn(new TextDecoder().decode(await secrets.stdin(longestFile)));
}
