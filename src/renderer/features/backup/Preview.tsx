import { useState } from 'react';
import type { BackupPreviewData, PreviewedKeyData } from '../../../shared/ipc/backup-calls.js';
import { Button } from '../../components/Button.js';
import { CheckBox } from '../../components/CheckBox.js';
import { Dialog } from '../../components/Dialog.js';
import { ErrorNote } from '../../components/ErrorNote.js';
import { StateMark, type Tone } from '../../components/State.js';
import { exactly } from '../../lib/time.js';
import { useRestoring } from '../../state/restoring.js';
import * as texts from '../../words/backup.js';
import * as common from '../../words/common.js';
import { hintOf } from '../../words/errors.js';

/** Rows drawn at first, and more each time they are asked for. */
const page = 100;
const order = ['conflict', 'invalid', 'new', 'identical'] as const;
const words: Readonly<Record<PreviewedKeyData['found'], readonly [Tone, string]>> = {
  new: ['good', texts.isNew],
  identical: ['unknown', texts.alreadyHere],
  conflict: ['attention', texts.clashes],
  invalid: ['refused', texts.cannotBeRestored],
};

/** What a restore would do, key by key; what needs a decision comes first. */
export function Preview({ preview, onClose }: { readonly preview: BackupPreviewData; readonly onClose: () => void }) {
  const { anew, busy, error, progress, keepBoth, restore, stop } = useRestoring();
  const [shown, setShown] = useState(page);
  const rows = [...preview.rows].sort((a, b) => order.indexOf(a.found) - order.indexOf(b.found));
  const count = (found: PreviewedKeyData['found']) => rows.filter((row) => row.found === found).length;
  const ready = count('new') + keepBoth.size;
  const hasWork = ready > 0 || preview.emptyOrganizations > 0;
  const foot = (
    <>
      <span className="note" role="status">
        {busy
          ? texts.restoring(progress)
          : texts.counted([
              [count('new'), texts.areNew],
              [count('identical'), texts.areHere],
              [count('conflict'), texts.clashesOf(count('conflict'))],
              [count('invalid'), texts.cannotBe],
            ])}
      </span>
      <Button onClick={() => (busy ? stop() : onClose())}>{busy ? common.stop : hasWork ? common.cancel : common.close}</Button>
      {hasWork ? (
        <Button look="primary" aria-disabled={busy} onClick={() => (anew ? useRestoring.setState({ sealing: true }) : void restore())}>
          {busy ? texts.isRestoring : anew ? texts.goOn : texts.restoreKeys(ready)}
        </Button>
      ) : null}
    </>
  );
  const made = (
    <time dateTime={preview.createdAt} title={exactly(preview.createdAt)}>
      {texts.made(exactly(preview.createdAt).replace(/ \(.*/, ''))}
    </time>
  );
  return (
    <Dialog
      size="sheet"
      title={texts.whatThisBackupHolds}
      lead={
        <>
          <span className="id">{preview.file}</span>, {made}
          {preview.sameVault ? texts.fromThisVault : texts.fromAnotherVault}{' '}
          {anew ? texts.everythingMakesANewVault : texts.nothingIsOverwritten}
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
      {rows.length === 0 ? <p className="dim">{texts.thereIsNoKeyInIt}</p> : null}
      <ul className="files" aria-label={texts.keysOfTheBackup}>
        {rows.slice(0, shown).map((row) => (
          <li key={row.entry} className="file">
            <PreviewRow row={row} isDisabled={busy} />
          </li>
        ))}
      </ul>
      {rows.length > shown ? (
        <Button className="more" onClick={() => setShown(shown + page)}>
          {texts.showMore(Math.min(page, rows.length - shown))}
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
        {row.trashed ? <span className="badge">{common.inTheTrash}</span> : null}
        <StateMark tone={tone}>{word}</StateMark>
      </div>
      {row.found === 'conflict' ? (
        <>
          <p className="file-words">{texts.clash(stored)}</p>
          <CheckBox
            className="file-words"
            checked={keepBoth.has(row.entry)}
            onChange={(keep) => isDisabled || setKeepBoth(row.entry, keep)}
          >
            {common.keepBoth}
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
