import { join } from 'node:path';
import { KeyrackError, type Warning, warn } from '../../../shared/errors/index.js';
import type { UnlockRequest } from '../../client/contract.js';
import { readWhole } from '../disk/files.js';
import type { Ports } from '../ports.js';
import { sha256Of } from '../vault/generations.js';
import type { Store } from '../vault/store.js';
import { givenIn, wrongAsGiven } from './new-passphrase.js';
import { openWithPassphrase } from './passphrase.js';
import { accountOf, askPassphrase } from './way-in.js';

export interface Obtained {
  readonly identity: string;
  readonly warnings: readonly Warning[];
  /** sha256 of the identity.age, or of its copy, that was opened; null where another way led in. */
  readonly openedBy: string | null;
}

/** S-01: an identity that may open the vault, by the ways the request allows. Creates nothing. */
export async function obtainIdentity(ports: Ports, store: Store, request: UnlockRequest): Promise<Obtained> {
  const { home, vaultIds, warnings } = await store.home();
  if (!home) throw new KeyrackError('E_VAULT_MISSING');
  const plain = (identity: string): Obtained => ({ identity, warnings, openedBy: null });
  if (request.how === 'identity') return plain(request.identity);
  const byPassphrase = async (passphrase: string): Promise<Obtained> => {
    const opened = await openIdentityFile(ports, passphrase);
    return { ...opened, warnings: [...warnings, ...opened.warnings] };
  };
  if (request.how === 'passphrase') return byPassphrase(request.passphrase);
  const ofTheFile: Warning[] = [];
  const given = await ports.secrets.identity((warning) => ofTheFile.push(warning));
  if (given !== null) return { ...plain(given), warnings: [...warnings, ...ofTheFile] };
  const inEnvironment = givenIn(undefined, 'KEYRACK_PASSPHRASE', ports.secrets.passphrase());
  if (inEnvironment !== null && home.unlock === 'passphrase')
    return byPassphrase(inEnvironment.text).catch((error: unknown) => {
      throw wrongAsGiven(error, inEnvironment);
    });
  if (request.how === 'environment') throw new KeyrackError('E_LOCKED');
  if (home.unlock === 'passphrase') {
    if (!request.interactive) throw new KeyrackError('E_PASSPHRASE_MISSING');
    return askPassphrase(ports.secrets, byPassphrase);
  }
  for (const vaultId of vaultIds) {
    const identity = await ports.keychain.get(accountOf(vaultId));
    if (identity !== null) return plain(identity);
  }
  // null is missing *or* locked: both are said, and nothing is made anew (S-02).
  throw new KeyrackError('E_KEYCHAIN_LOCKED');
}

/** identity.age, or its copy where that one is damaged or cannot be read. */
export async function openIdentityFile(ports: Ports, passphrase: string): Promise<Obtained> {
  let refused: KeyrackError | null = null;
  for (const file of ['identity.age', 'identity.age.1']) {
    const found = await readWhole(ports.disk, join(ports.home, file));
    try {
      if (found.is === 'unread') throw found.error;
      if (found.is !== 'read') throw new KeyrackError('E_VAULT_DAMAGED');
      const identity = new TextDecoder().decode(await openWithPassphrase(found.bytes, passphrase)).trim();
      return { identity, warnings: refused === null ? [] : [spareUsed(refused)], openedBy: sha256Of(found.bytes) };
    } catch (error) {
      if (!(error instanceof KeyrackError)) throw error;
      refused = refused === null ? error : graver(refused, error);
    }
  }
  throw refused ?? new KeyrackError('E_VAULT_DAMAGED');
}

const spareUsed = (first: KeyrackError): Warning =>
  first.code === 'E_VAULT_READ'
    ? warn('W_VAULT_UNREAD', `${first.message} Its copy was used.`)
    : warn('W_VAULT_COPY_DAMAGED', 'identity.age is damaged; its copy was used. Run “keyrack recovery repair”.');

/** A bit flipped in the stanza looks like a wrong passphrase: the copy decides. What was not read says nothing, and is said. */
function graver(first: KeyrackError, copy: KeyrackError): KeyrackError {
  if (copy.code === 'E_PASSPHRASE_WRONG') return copy;
  return [first, copy].find(({ code }) => code === 'E_VAULT_READ') ?? new KeyrackError('E_VAULT_DAMAGED');
}
