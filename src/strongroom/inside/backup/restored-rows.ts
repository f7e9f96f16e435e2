import { KeyrackError } from '../../../shared/errors/index.js';
import type { RestoredEntry } from '../../client/contract.js';
import { unverified } from '../disk/files.js';
import type { StoredKey, VaultDocument } from '../document/document.js';
import { signsAsItself } from '../keys/import-keys.js';
import { eachOf } from '../keys/in-batches.js';
import { vaultFile } from '../vault/generations.js';
import type { Placed } from './restore-decision.js';

/** What became of each of these entries, in their order: "ok" is said of a key that has signed as it was read back. */
export function rowsOf(
  document: VaultDocument,
  entries: readonly { readonly entry: string; readonly name: string }[],
  placed: readonly Placed[],
  copied: boolean,
  onDone?: (done: number) => void,
): Promise<readonly RestoredEntry[]> {
  const stored = new Map(document.keys.map((key) => [key.id, key]));
  const names = new Map(document.organizations.map(({ id, name }) => [id, name]));
  const outcomes = entries.map((one, n) => ({ ...one, outcome: placed[n] }));
  return eachOf(
    outcomes,
    ({ entry, name, outcome }) => {
      if (!outcome) throw new KeyrackError('E_INTERNAL');
      if (outcome.is === 'refused') return refused(entry, name, outcome.error);
      const key = stored.get(outcome.id);
      return proven(key, names.get(key?.organizationId ?? '') ?? '', entry, outcome, copied);
    },
    onDone,
  );
}

async function proven(
  stored: StoredKey | undefined,
  organization: string,
  entry: string,
  outcome: Exclude<Placed, { is: 'refused' }>,
  copied: boolean,
): Promise<RestoredEntry> {
  const restored = outcome.is === 'restored';
  // as with an import, nothing is called restored before its second copy exists.
  const notCopied = new KeyrackError('E_DISK', 'The key is in the vault, but its second copy could not be written yet.');
  const error = !stored || !(await signsAsItself(stored)) ? unverified(vaultFile) : restored && !copied ? notCopied : null;
  return {
    entry,
    ok: error === null,
    restored: restored && error === null,
    id: stored?.id ?? null,
    organization,
    name: stored?.name ?? '',
    error: error?.body ?? null,
  };
}

export const refused = (entry: string, name: string, error: KeyrackError): RestoredEntry => ({
  entry,
  ok: false,
  restored: false,
  id: null,
  organization: '',
  name,
  error: error.body,
});
