import { ShieldAlert, ShieldCheck } from 'lucide-react';
import type { VaultData } from '../../../shared/ipc/contract.js';
import { LinkButton } from '../../components/Button.js';
import { useNow } from '../../lib/hooks/use-now.js';
import { useApp } from '../../state/app.js';
import { useView } from '../../state/view.js';
import * as texts from '../../words/organizations.js';
import { safety } from './safety.js';

/** How safe the keys are, in a few words: what is missing leads to where it is made, else to the page that says the rest. */
export function SafeWord({ data }: { readonly data: VaultData }) {
  const { goTo, ask, place } = useView();
  const { now: app } = useApp();
  const now = useNow(30_000);
  if (!app) return null;
  return (
    <div className="safe-words">
      {safety(data, app, now).map(({ words, isMissing, to, isOfBackup }) => (
        <div key={words} className="safe-word">
          <button
            type="button"
            className={`place ${isMissing ? 'is-attention' : ''}`}
            aria-current={to === 'trust' && place === to ? 'page' : undefined}
            title={isMissing ? `${words}. ${texts.madeInSettings}` : texts.whatProtects}
            onClick={() => goTo(to)}
          >
            {isMissing ? <ShieldAlert className="icon" aria-hidden /> : <ShieldCheck className="icon" aria-hidden />}
            <span className="cut">{words}</span>
          </button>
          {/* The settings have the same button. */}
          {isOfBackup && place !== 'settings' ? (
            <LinkButton onClick={() => ask({ ask: 'backup', id: '' })}>{texts.backUp}</LinkButton>
          ) : null}
        </div>
      ))}
    </div>
  );
}
