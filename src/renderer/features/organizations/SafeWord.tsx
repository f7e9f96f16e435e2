import { ShieldAlert, ShieldCheck } from 'lucide-react';
import type { AppState, VaultData } from '../../../shared/ipc/contract.js';
import { useNow } from '../../lib/hooks/use-now.js';
import { ago } from '../../lib/time.js';
import { useApp } from '../../state/app.js';
import { type Place, useView } from '../../state/view.js';
import * as texts from '../../words/organizations.js';
import { inNoBackup } from '../backup/in-no-backup.js';
import { hasRecovery } from '../recovery/has-recovery.js';

/** How safe the keys are, in a few words: what is missing leads to where it is made, else to the page that says the rest. */
export function SafeWord({ data }: { readonly data: VaultData }) {
  const { goTo, place } = useView();
  const { now: app } = useApp();
  const now = useNow(30_000);
  if (!app) return null;
  const { words, isMissing, to } = safety(data, app, now);
  const Glyph = isMissing ? ShieldAlert : ShieldCheck;
  return (
    <button
      type="button"
      className={`place ${isMissing ? 'is-attention' : ''}`}
      aria-current={to === 'trust' && place === to ? 'page' : undefined}
      title={isMissing ? texts.madeInSettings : texts.whatProtects}
      onClick={() => goTo(to)}
    >
      <Glyph className="icon" aria-hidden />
      <span className="cut">{words}</span>
    </button>
  );
}

function safety(data: VaultData, app: AppState, now: number): { readonly words: string; readonly isMissing: boolean; readonly to: Place } {
  const missing = (words: string) => ({ words, isMissing: true, to: 'settings' as const });
  if (!hasRecovery(app, data)) return missing(texts.noRecoveryKeyYet);
  const left = inNoBackup(data);
  if (left > 0) return missing(texts.inNoBackup(left));
  const at = data.lastBackupAt;
  return { words: at === null ? texts.sealedOnThisComputer : texts.backedUp(ago(at, now)), isMissing: false, to: 'trust' };
}
