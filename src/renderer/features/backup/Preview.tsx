import { useState } from 'react';
import type { BackupPreviewData, PreviewedKeyData } from '../../../shared/ipc/backup-calls.js';
import { Button } from '../../components/Button.js';
import { CheckBox } from '../../components/CheckBox.js';
import { Dialog } from '../../components/Dialog.js';
import { ErrorNote } from '../../components/ErrorNote.js';
import { StateMark, type Tone } from '../../components/State.js';
import { exactly } from '../../lib/time.js';
import { useRestoring } from '../../state/restoring.js';
import { hintOf } from '../../words.js';
import { counted } from './RestoreDialog.js';

/** Rows drawn at first, and more each time they are asked for. */
const page = 100;
const order = ['conflict', 'invalid', 'new', 'identical'] as const;
const words: Readonly<Record<PreviewedKeyData['found'], readonly [Tone, string]>> = {
  new: ['good', 'New'],
  identical: ['unknown', 'Already here'],
  conflict: ['attention', 'Clashes'],
  invalid: ['refused', 'Cannot be restored'],
};

/** What a restore would do, key by key; what needs a decision comes first. */
export function Preview({ preview, onClose }: { readonly preview: BackupPreviewData; readonly onClose: () => void }) {
  const { busy, error, progress, keepBoth, restore, stop } = useRestoring();
  const [shown, setShown] = useState(page);
  const rows = [...preview.rows].sort((a, b) => order.indexOf(a.found) - order.indexOf(b.found));
  const count = (found: PreviewedKeyData['found']) => rows.filter((row) => row.found === found).length;
  const ready = count('new') + keepBoth.size;
  const hasWork = ready > 0 || preview.emptyOrganizations > 0;
  const foot = (
    <>
      <span className="note" role="status">
        {busy
          ? `Restoring ${progress ? `${progress.done} of ${progress.total}` : '…'} What is restored stays.`
          : counted([
              [count('new'), 'new'],
              [count('identical'), 'already here'],
              [count('conflict'), count('conflict') === 1 ? 'clash' : 'clashes'],
              [count('invalid'), 'not restorable'],
            ])}
      </span>
      <Button onClick={() => (busy ? stop() : onClose())}>{busy ? 'Stop' : hasWork ? 'Cancel' : 'Close'}</Button>
      {hasWork ? (
        <Button look="primary" aria-disabled={busy} onClick={() => void restore()}>
          {busy ? 'Restoring…' : ready === 1 ? 'Restore 1 key' : `Restore ${ready.toLocaleString('en')} keys`}
        </Button>
      ) : null}
    </>
  );
  const made = (
    <time dateTime={preview.createdAt} title={exactly(preview.createdAt)}>{`made ${exactly(preview.createdAt).split(' (')[0]}`}</time>
  );
  return (
    <Dialog
      size="sheet"
      title="What this backup holds"
      lead={
        <>
          <span className="id">{preview.file}</span>, {made}
          {preview.sameVault ? ' from this vault.' : ' from another vault.'} Nothing that is here is overwritten.
        </>
      }
      onClose={busy ? null : onClose}
      foot={foot}
    >
      {preview.warnings.map(({ code, message }) => (
        <p key={code + message} className="answer-words">
          <StateMark tone="attention">{message}</StateMark>
        </p>
      ))}
      {rows.length === 0 ? <p className="dim">There is no key in it.</p> : null}
      <ul className="files" aria-label="Keys of the backup">
        {rows.slice(0, shown).map((row) => (
          <li key={row.entry} className="file">
            <PreviewRow row={row} isDisabled={busy} />
          </li>
        ))}
      </ul>
      {rows.length > shown ? (
        <Button className="more" onClick={() => setShown(shown + page)}>
          Show {Math.min(page, rows.length - shown)} more
        </Button>
      ) : null}
      {error ? <ErrorNote error={error} /> : null}
    </Dialog>
  );
}

function PreviewRow({ row, isDisabled }: { readonly row: PreviewedKeyData; readonly isDisabled: boolean }) {
  const { keepBoth, setKeepBoth } = useRestoring();
  const [tone, word] = words[row.found];
  const { stored } = row;
  return (
    <>
      <div className="file-top">
        <strong className="cut" title={`${row.organization} / ${row.name}`}>
          {row.organization} / {row.name}
        </strong>
        <code className="dim">{row.keyId}</code>
        {row.trashed ? <span className="badge">In the Trash</span> : null}
        <StateMark tone={tone}>{word}</StateMark>
      </div>
      {row.found === 'conflict' ? (
        <>
          <p className="file-words">
            {stored ? `${stored.organization} / ${stored.name} (${stored.keyId}) is here already, and is not the same key. ` : ''}
            It is left as it is; this one is not restored, unless you keep both.
          </p>
          <CheckBox
            className="file-words"
            checked={keepBoth.has(row.entry)}
            onChange={(keep) => isDisabled || setKeepBoth(row.entry, keep)}
          >
            Keep both
          </CheckBox>
        </>
      ) : null}
      {row.found === 'invalid' && row.error ? (
        <p className="file-words">
          {row.error.message} {hintOf(row.error)}
        </p>
      ) : null}
    </>
  );
}
