import { KeyrackError, type Warning } from '../../../shared/errors/index.js';
import type { RecoveryCheck, VerifyRecoveryRequest } from '../../client/contract.js';
import type { Ports } from '../ports.js';
import { generationFiles, readGeneration } from '../vault/generations.js';
import { recipientOf } from '../vault/seal.js';

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
  const warnings: Warning[] = [];
  const text = await textToVerify(ports, request, (warning) => warnings.push(warning));
  const key = identityIn(text);
  if (key === '')
    throw new KeyrackError(
      'E_IDENTITY_WRONG',
      text.trim() === '' ? 'No recovery key was given.' : 'What was given holds no recovery key: one begins with AGE-SECRET-KEY-1.',
      { next: 'Pipe it in (keyrack recovery verify < recovery-key.txt), type it where a terminal asks, or give it in KEYRACK_IDENTITY.' },
    );
  const recipient = await recipientOf(key);
  const all = await Promise.all(generationFiles.map((file) => readGeneration(ports, file, key)));
  const there = all.filter(({ is }) => is !== 'missing');
  if (there.length === 0) throw new KeyrackError('E_VAULT_MISSING');
  const good = all.filter((one) => one.is === 'good');
  const [newest] = good.toSorted((a, b) => b.document.revision - a.document.revision);
  const unread = all.filter((one) => one.is === 'unread');
  // What was not read may be what it opens.
  if (!newest && unread[0]) throw unread[0].error;
  if (!newest)
    throw new KeyrackError('E_IDENTITY_WRONG', 'This key opens nothing here: it is not this vault’s recovery key, or not any more.', {
      next: 'Look for the key that was shown last; while the vault still opens, “keyrack recovery new” makes another.',
    });
  return {
    vaultId: newest.document.vaultId,
    is: newest.document.recipients.recovery === recipient ? 'recovery' : 'device',
    opens: good.map(({ file }) => file),
    fails: there.filter(({ is }) => is === 'bad').map(({ file }) => file),
    unread: unread.map(({ file }) => file),
    warnings,
  };
}

async function textToVerify(
  { secrets }: Ports,
  { key, interactive }: VerifyRecoveryRequest,
  tell: (warning: Warning) => void,
): Promise<string> {
  if (key !== undefined) return key;
  const given = await secrets.identity(tell);
  if (given !== null) return given;
  if (interactive) return secrets.ask('Recovery key: ');
  return new TextDecoder().decode(await secrets.stdin(longestFile));
}
