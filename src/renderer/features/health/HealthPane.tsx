import { Copy, RotateCw } from 'lucide-react';
import { Button } from '../../components/Button.js';
import { Page } from '../../components/Page.js';
import { api, unwrap } from '../../lib/api.js';
import { attempt } from '../../lib/attempt.js';
import { useApp } from '../../state/app.js';
import { say, sayError } from '../../state/toasts.js';
import { useView } from '../../state/view.js';
import { copyText } from '../keys/CopyId.js';
import { type Found, reportOf, summaryOf } from './finding-words.js';
import { BreakLock, HealthList, useFindings } from './HealthList.js';

/** `keyrack doctor` as a page: what is well, what is not, and the fix. */
export function HealthPane() {
  const { now } = useApp();
  const { all, busy, look } = useFindings();
  const actions = (
    <>
      <Button
        icon={<Copy className="icon" aria-hidden />}
        title="Copy report"
        aria-disabled={all === null}
        onClick={() => all && now && copyText('Report', reportOf(all, now))}
      >
        <span className="folds">Copy report</span>
      </Button>
      <Button
        icon={<RotateCw className={`icon ${busy ? 'spin' : ''}`} aria-hidden />}
        aria-disabled={busy}
        onClick={() => !busy && void look()}
      >
        Look again
      </Button>
    </>
  );
  return (
    <Page
      title="Health"
      lead={<span role="status">{all === null ? 'Looking…' : `${summaryOf(all)}. Looking changes nothing.`}</span>}
      actions={actions}
    >
      <div className="column">{all ? <HealthList all={all} doing={(found) => <Doing found={found} look={look} />} /> : null}</div>
    </Page>
  );
}

/** What the window can mend itself. */
function Doing({ found, look }: { readonly found: Found; readonly look: () => Promise<void> }) {
  const { ask } = useView();
  if (found.check === 'lock' && found.status === 'fail') return <BreakLock onDone={look} />;
  if (found.check === 'recovery')
    return found.status === 'ok' ? (
      <Button onClick={() => ask({ ask: 'verify-recovery', id: '' })}>Check yours…</Button>
    ) : (
      <Button onClick={() => ask({ ask: 'new-recovery', id: '' })}>Make one…</Button>
    );
  if (found.check === 'vault' && found.status === 'warn') return <Repair onDone={look} />;
  return null;
}

function Repair({ onDone }: { readonly onDone: () => Promise<void> }) {
  const repair = () =>
    attempt(async () => {
      const { movedAside } = await unwrap(api.vault.repair({ keep: null }));
      say(movedAside.length === 0 ? 'The vault is in order.' : `Repaired. Files were moved aside: ${movedAside.join(', ')}.`);
      await onDone();
    }, sayError);
  return <Button onClick={() => void repair()}>Repair</Button>;
}
