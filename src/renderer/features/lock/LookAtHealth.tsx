import { useState } from 'react';
import { Button } from '../../components/Button.js';
import { Dialog } from '../../components/Dialog.js';
import { useApp } from '../../state/app.js';
import * as common from '../../words/common.js';
import { reportOf, summaryOf } from '../../words/health.js';
import * as texts from '../../words/lock.js';
import { BreakLock, HealthList, useFindings } from '../health/HealthList.js';
import { CopyButton } from '../keys/CopyId.js';
import { Way } from './Way.js';

/** The checks where there is no page to show them on: the vault is shut. */
export function LookAtHealth() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Way title={texts.lookForWhatIsWrong} help={texts.whatIsLookedAt}>
        <Button onClick={() => setOpen(true)}>{texts.look}</Button>
      </Way>
      {open ? <HealthDialog onClose={() => setOpen(false)} /> : null}
    </>
  );
}

export function HealthDialog({ onClose }: { readonly onClose: () => void }) {
  const { now } = useApp();
  const { all, busy, look } = useFindings();
  const foot = (
    <>
      <span className="spacer" />
      <CopyButton what={common.report} text={() => all && now && reportOf(all, now)} isOff={all === null}>
        {common.copyReport}
      </CopyButton>
      <Button aria-disabled={busy} onClick={() => !busy && void look()}>
        {common.lookAgain}
      </Button>
      <Button look="primary" onClick={onClose}>
        {common.close}
      </Button>
    </>
  );
  return (
    <Dialog size="sheet" title={common.health} lead={all === null ? texts.looking : summaryOf(all)} onClose={onClose} foot={foot}>
      {all ? (
        <HealthList all={all} doing={({ check, status }) => (check === 'lock' && status === 'fail' ? <BreakLock onDone={look} /> : null)} />
      ) : null}
    </Dialog>
  );
}
