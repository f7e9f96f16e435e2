import { RotateCw } from 'lucide-react';
import { Button } from '../../components/Button.js';
import { Page } from '../../components/Page.js';
import { api, unwrap } from '../../lib/api.js';
import { attempt } from '../../lib/attempt.js';
import { useApp } from '../../state/app.js';
import { leaving, say, sayError } from '../../state/toasts.js';
import { useView } from '../../state/view.js';
import * as common from '../../words/common.js';
import * as texts from '../../words/health.js';
import { type Found, reportOf, summaryOf } from '../../words/health.js';
import { CopyButton } from '../keys/CopyId.js';
import { BreakLock, HealthList, useFindings } from './HealthList.js';

/** `keyrack doctor` as a page: what is well, what is not, and the fix. */
export function HealthPane() {
  const { now } = useApp();
  const { all, busy, look } = useFindings();
  const actions = (
    <>
      <CopyButton what={common.report} text={() => all && now && reportOf(all, now)} title={common.copyReport} isOff={all === null}>
        <span className="folds">{common.copyReport}</span>
      </CopyButton>
      <Button
        icon={<RotateCw className={`icon ${busy ? 'spin' : ''}`} aria-hidden />}
        aria-disabled={busy}
        onClick={() => !busy && void look()}
      >
        {common.lookAgain}
      </Button>
    </>
  );
  return (
    <Page
      title={common.health}
      lead={<span role="status">{all === null ? texts.looking : texts.lookingChangesNothing(summaryOf(all))}</span>}
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
    return (
      <>
        <Button onClick={() => ask({ ask: 'verify-recovery', id: '' })}>{texts.checkYours}</Button>
        {found.status === 'ok' ? null : <Button onClick={() => ask({ ask: 'new-recovery', id: '' })}>{texts.makeOne}</Button>}
      </>
    );
  if (found.check === 'vault' && found.status === 'warn') return <Repair onDone={look} />;
  return null;
}

function Repair({ onDone }: { readonly onDone: () => Promise<void> }) {
  const repair = () =>
    attempt(async () => {
      const repaired = await unwrap(api.vault.repair({ keep: null }));
      say(common.repaired(repaired), leaving(repaired.left.length > 0));
      await onDone();
    }, sayError);
  return <Button onClick={() => void repair()}>{texts.repair}</Button>;
}
