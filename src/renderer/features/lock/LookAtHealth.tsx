import { Copy } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/Button.js';
import { Dialog } from '../../components/Dialog.js';
import { useApp } from '../../state/app.js';
import { reportOf, summaryOf } from '../health/finding-words.js';
import { BreakLock, HealthList, useFindings } from '../health/HealthList.js';
import { copyText } from '../keys/CopyId.js';
import { Way } from './Damaged.js';

/** The checks where there is no page to show them on: the vault is shut. */
export function LookAtHealth() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Way title="Look for what is wrong" help="Files, permissions, keychain, lock, clock. Looking changes nothing.">
        <Button onClick={() => setOpen(true)}>Look…</Button>
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
      <Button
        icon={<Copy className="icon" aria-hidden />}
        aria-disabled={all === null}
        onClick={() => all && now && copyText('Report', reportOf(all, now))}
      >
        Copy report
      </Button>
      <Button aria-disabled={busy} onClick={() => !busy && void look()}>
        Look again
      </Button>
      <Button look="primary" onClick={onClose}>
        Close
      </Button>
    </>
  );
  return (
    <Dialog size="sheet" title="Health" lead={all === null ? 'Looking…' : summaryOf(all)} onClose={onClose} foot={foot}>
      {all ? (
        <HealthList all={all} doing={({ check, status }) => (check === 'lock' && status === 'fail' ? <BreakLock onDone={look} /> : null)} />
      ) : null}
    </Dialog>
  );
}
