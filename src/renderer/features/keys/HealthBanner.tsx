import { TriangleAlert } from 'lucide-react';
import type { VaultData } from '../../../shared/ipc/contract.js';
import { Button } from '../../components/Button.js';
import { api, unwrap } from '../../lib/api.js';
import { attempt } from '../../lib/attempt.js';
import { say, sayError } from '../../state/toasts.js';
import { hintOf } from '../../words.js';

/** What there is to say about the vault's files: one copy damaged, an older one shown. Repair moves aside, never deletes. */
export function HealthBanner({ data }: { readonly data: VaultData }) {
  const { readOnly, warnings } = data;
  const spoken = readOnly ? [{ code: readOnly.code, message: readOnly.message }, ...warnings] : warnings;
  if (spoken.length === 0) return null;
  // Nothing to repair: it is whole, and never written by a version that does not know all of it (S-08).
  const isNewer = readOnly?.code === 'E_VAULT_NEWER';
  const repair = (keep: 'vault' | 'newest' | null) =>
    void attempt(async () => {
      const { movedAside } = await unwrap(api.vault.repair({ keep }));
      say(movedAside.length === 0 ? 'The vault is in order.' : `Repaired. Files were moved aside: ${movedAside.join(', ')}.`);
    }, sayError);
  return (
    <section className="banner" aria-label="Vault">
      <TriangleAlert className="icon" aria-hidden />
      <div>
        <h2>
          {readOnly ? (isNewer ? 'Made by a newer Keyrack' : 'Nothing can be changed until the vault is repaired') : 'About the vault'}
        </h2>
        {spoken.map(({ code, message }) => (
          <p key={code + message}>{message}</p>
        ))}
        {readOnly ? <p className="dim">{hintOf(readOnly)}</p> : null}
        {readOnly && !isNewer ? (
          <div className="row">
            {readOnly.code === 'E_VAULT_OLD' ? (
              // Which of two vaults is the right one is nobody's to guess.
              <>
                <Button onClick={() => repair('newest')}>Keep the newest copy</Button>
                <Button onClick={() => repair('vault')}>Keep the older one shown here</Button>
              </>
            ) : (
              <Button look="primary" onClick={() => repair(null)}>
                Repair the vault
              </Button>
            )}
          </div>
        ) : null}
      </div>
    </section>
  );
}
