import { TriangleAlert } from 'lucide-react';
import type { VaultData } from '../../../shared/ipc/contract.js';
import { Button } from '../../components/Button.js';
import { api, unwrap } from '../../lib/api.js';
import { attempt } from '../../lib/attempt.js';
import { leaving, say, sayError } from '../../state/toasts.js';
import * as common from '../../words/common.js';
import { hintOf } from '../../words/errors.js';
import { inWindow } from '../../words/health.js';
import * as texts from '../../words/keys.js';

/** What there is to say about the vault's files: one copy damaged, an older one shown. Repair moves aside, never deletes. */
export function HealthBanner({ data }: { readonly data: VaultData }) {
  const { readOnly, warnings } = data;
  const spoken = readOnly ? [{ code: readOnly.code, message: readOnly.message }, ...warnings] : warnings;
  if (spoken.length === 0) return null;
  // Nothing to repair: it is whole, and never written by a version that does not know all of it (S-08).
  const isNewer = readOnly?.code === 'E_VAULT_NEWER';
  // Nothing is moved on the word of a disk that does not answer.
  const isUnread = readOnly?.code === 'E_VAULT_READ';
  const hasBadCopy = warnings.some(({ code }) => code === 'W_VAULT_COPY_DAMAGED');
  const repair = (keep: 'vault' | 'newest' | null) =>
    void attempt(async () => {
      const repaired = await unwrap(api.vault.repair({ keep }));
      say(common.repaired(repaired), leaving(repaired.left.length > 0));
    }, sayError);
  return (
    <section className="banner" aria-label={common.vault}>
      <TriangleAlert className="icon" aria-hidden />
      <div>
        <h2>{titleOf(readOnly?.code)}</h2>
        {spoken.map(({ code, message }) => (
          <p key={code + message}>{inWindow(message)}</p>
        ))}
        {readOnly ? <p className="dim">{hintOf(readOnly)}</p> : null}
        {(readOnly && !isNewer && !isUnread) || (!readOnly && hasBadCopy) ? (
          <div className="row">
            {readOnly?.code === 'E_VAULT_OLD' ? (
              // Which of two vaults is the right one is nobody's to guess.
              <>
                <Button onClick={() => repair('newest')}>{texts.keepTheNewest}</Button>
                <Button onClick={() => repair('vault')}>{texts.keepTheOlder}</Button>
              </>
            ) : (
              <Button look={readOnly ? 'primary' : 'plain'} onClick={() => repair(null)}>
                {texts.repairTheVault}
              </Button>
            )}
          </div>
        ) : null}
      </div>
    </section>
  );
}

function titleOf(code: string | undefined): string {
  if (code === undefined) return texts.aboutTheVault;
  if (code === 'E_VAULT_NEWER') return texts.madeByANewerKeyrack;
  return code === 'E_VAULT_READ' ? texts.couldNotBeRead : texts.repairFirst;
}
