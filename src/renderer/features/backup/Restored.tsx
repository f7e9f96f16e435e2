import type { ErrorBody } from '../../../shared/errors/index.js';
import type { Restored as RestoredKey } from '../../../shared/ipc/backup-calls.js';
import { Button } from '../../components/Button.js';
import { Dialog } from '../../components/Dialog.js';
import { ErrorNote } from '../../components/ErrorNote.js';
import { StateMark, type Tone } from '../../components/State.js';
import * as texts from '../../words/backup.js';
import * as common from '../../words/common.js';
import { hintOf } from '../../words/errors.js';
import { CopyButton } from '../keys/CopyId.js';

/** Rows drawn; the whole is in the summary. */
const drawn = 100;

/** What became of each key. No secret is in it, so it can be copied. */
export function Restored(props: {
  readonly done: { readonly rows: readonly RestoredKey[]; readonly stoppedBy: ErrorBody | null };
  readonly onClose: () => void;
}) {
  const { rows, stoppedBy } = props.done;
  const restored = rows.filter((one) => one.restored).length;
  const failed = rows.filter(({ ok }) => !ok);
  const same = rows.length - restored - failed.length;
  const foot = (
    <>
      <span className="note">{stoppedBy ? texts.restoreAgain : ''}</span>
      <CopyButton what={common.summary} text={() => summaryOf(rows)}>
        {common.copySummary}
      </CopyButton>
      <Button look="primary" onClick={props.onClose}>
        {common.done}
      </Button>
    </>
  );
  return (
    <Dialog
      size="sheet"
      title={stoppedBy ? texts.stoppedAfter(common.keyCount(restored)) : texts.restored(common.keyCount(restored))}
      lead={texts.counted([
        [restored, texts.wereRestored],
        [same, texts.areHere],
        [failed.length, texts.wereNotRestored],
      ])}
      onClose={props.onClose}
      foot={foot}
    >
      {stoppedBy ? <ErrorNote error={stoppedBy} /> : null}
      <ul className="files" aria-label={texts.keysOfTheBackup}>
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
      {rows.length > drawn ? <p className="answer-words">{texts.andMore(rows.length - drawn)}</p> : null}
    </Dialog>
  );
}

const outcomeOf = ({ restored, ok }: RestoredKey): readonly [Tone, string] =>
  restored ? ['good', texts.isRestored] : ok ? ['unknown', texts.alreadyHere] : ['refused', texts.isNotRestored];

const summaryOf = (rows: readonly RestoredKey[]): string =>
  rows
    .map((row) => [`${row.organization} / ${row.name}`, row.keyId, outcomeOf(row)[1], row.error?.message].filter(Boolean).join(' · '))
    .join('\n');
