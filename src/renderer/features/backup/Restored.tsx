import { Copy } from 'lucide-react';
import type { ErrorBody } from '../../../shared/errors/index.js';
import type { RestoredKeyData } from '../../../shared/ipc/backup-calls.js';
import { Button } from '../../components/Button.js';
import { Dialog } from '../../components/Dialog.js';
import { ErrorNote } from '../../components/ErrorNote.js';
import { StateMark, type Tone } from '../../components/State.js';
import { keyCount } from '../../lib/organizations.js';
import { hintOf } from '../../words.js';
import { copyText } from '../keys/CopyId.js';
import { counted } from './RestoreDialog.js';

/** Rows drawn; the whole is in the summary. */
const drawn = 100;

/** What became of each key. No secret is in it, so it can be copied. */
export function Restored(props: {
  readonly done: { readonly rows: readonly RestoredKeyData[]; readonly stoppedBy: ErrorBody | null };
  readonly onClose: () => void;
}) {
  const { rows, stoppedBy } = props.done;
  const restored = rows.filter((one) => one.restored).length;
  const failed = rows.filter(({ ok }) => !ok);
  const same = rows.length - restored - failed.length;
  const foot = (
    <>
      <span className="note">{stoppedBy ? 'Restore it again to go on where it stopped.' : ''}</span>
      <Button icon={<Copy className="icon" aria-hidden />} onClick={() => copyText('Summary', summaryOf(rows))}>
        Copy summary
      </Button>
      <Button look="primary" onClick={props.onClose}>
        Done
      </Button>
    </>
  );
  return (
    <Dialog
      size="sheet"
      title={stoppedBy ? `Stopped after ${keyCount(restored)}` : `Restored: ${keyCount(restored)}`}
      lead={counted([
        [restored, 'restored and read back'],
        [same, 'already here'],
        [failed.length, 'not restored'],
      ])}
      onClose={props.onClose}
      foot={foot}
    >
      {stoppedBy ? <ErrorNote error={stoppedBy} /> : null}
      <ul className="files" aria-label="Keys of the backup">
        {[...failed, ...rows.filter(({ ok }) => ok)].slice(0, drawn).map((row, n) => (
          <li key={`${row.keyId} ${String(n)}`} className="file">
            <div className="file-top">
              <strong className="cut">
                {row.organization} / {row.name}
              </strong>
              <code className="dim">{row.keyId}</code>
              <StateMark tone={outcomeOf(row)[0]}>{outcomeOf(row)[1]}</StateMark>
            </div>
            {row.error ? (
              <p className="file-words">
                {row.error.message} {hintOf(row.error)}
              </p>
            ) : null}
          </li>
        ))}
      </ul>
      {rows.length > drawn ? (
        <p className="answer-words">And {(rows.length - drawn).toLocaleString('en')} more; the summary has them all.</p>
      ) : null}
    </Dialog>
  );
}

const outcomeOf = ({ restored, ok }: RestoredKeyData): readonly [Tone, string] =>
  restored ? ['good', 'Restored'] : ok ? ['unknown', 'Already here'] : ['refused', 'Not restored'];

const summaryOf = (rows: readonly RestoredKeyData[]): string =>
  rows
    .map((row) => [`${row.organization} / ${row.name}`, row.keyId, outcomeOf(row)[1], row.error?.message].filter(Boolean).join(' · '))
    .join('\n');
