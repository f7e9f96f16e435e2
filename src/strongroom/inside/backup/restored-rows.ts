import { KeyrackError } from '../../../shared/errors/index.js';
import type { RestoredKey } from '../../client/contract.js';
import type { VaultDocument } from '../document.js';
import { signsAsItself } from '../import-keys.js';
import type { Placed } from './restore-decision.js';

/** What became of each of these entries, in their order: "ok" is said of a key that has signed as it was read back. */
export const rowsOf = (
  document: VaultDocument,
  entries: readonly { readonly entry: string; readonly name: string }[],
  placed: readonly Placed[],
  copied: boolean,
): Promise<readonly RestoredKey[]> =>
  Promise.all(
    entries.map(({ entry, name }, n) => {
      const outcome = placed[n];
      if (!outcome) throw new KeyrackError('E_INTERNAL');
      return outcome.is === 'refused' ? refused(entry, name, outcome.error) : proven(document, entry, outcome, copied);
    }),
  );

async function proven(
  document: VaultDocument,
  entry: string,
  outcome: Exclude<Placed, { is: 'refused' }>,
  copied: boolean,
): Promise<RestoredKey> {
  const stored = document.keys.find(({ id }) => id === outcome.id);
  const restored = outcome.is === 'restored';
  // as with an import, nothing is called restored before its second copy exists.
  const notCopied = new KeyrackError('E_DISK', 'The key is in the vault, but its second copy could not be written yet.');
  const error = !stored || !(await signsAsItself(stored)) ? new KeyrackError('E_VAULT_VERIFY') : restored && !copied ? notCopied : null;
  return {
    entry,
    ok: error === null,
    restored: restored && error === null,
    id: stored?.id ?? null,
    organization: document.organizations.find(({ id }) => id === stored?.organizationId)?.name ?? '',
    name: stored?.name ?? '',
    error: error?.body ?? null,
  };
}

export const refused = (entry: string, name: string, error: KeyrackError): RestoredKey => ({
  entry,
  ok: false,
  restored: false,
  id: null,
  organization: '',
  name,
  error: error.body,
});
