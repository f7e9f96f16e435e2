import { CircleCheck, Copy, File, KeyRound } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/Button.js';
import { CheckBox } from '../../components/CheckBox.js';
import { Dialog } from '../../components/Dialog.js';
import { StateMark } from '../../components/State.js';
import { api } from '../../lib/api.js';
import { useTests } from '../../state/connection-tests.js';
import { obstacle, type Row, useImporting } from '../../state/importing.js';
import { say } from '../../state/toasts.js';
import { useVault } from '../../state/vault.js';
import { useView } from '../../state/view.js';
import * as common from '../../words/common.js';
import { hintOf } from '../../words/errors.js';
import * as texts from '../../words/importing.js';
import { copyText } from '../keys/CopyId.js';
import { verdict } from '../keys/verdict.js';

/** Said only after the save was read back and a signature checked; then, and only then, the download may go to the Trash. */
export function StoredSheet() {
  const { rows, into, keepDownload, backupNext, again, close } = useImporting();
  const { data } = useVault();
  const [discard, setDiscard] = useState(!keepDownload);
  const stored = rows.filter((row) => row.stored?.ok);
  const withFile = stored.filter(({ file }) => file.path !== null);
  const name = ('id' in into && data?.organizations.find(({ id }) => id === into.id)?.name) || texts.theVault;
  const pasted = stored.some(({ file }) => file.path === null);
  const [clears, setClears] = useState(true);
  const finish = async () => {
    if (pasted && clears) await clearPasted();
    if (discard) await discardDownloads(withFile);
    if ('id' in into) useView.getState().choose(into.id);
    close();
    if (backupNext) useView.getState().ask({ ask: 'backup', id: '' });
  };
  const foot = (
    <>
      <span className="note">
        {rows.length > stored.length
          ? texts.someNotStored(rows.length - stored.length)
          : withFile.length > 0 && !discard
            ? texts.downloadsStay
            : ''}
      </span>
      {rows.some((row) => !row.stored?.ok && row.file.found) ? <Button onClick={again}>{common.backToTheRest}</Button> : null}
      <Button icon={<Copy className="icon" aria-hidden />} onClick={() => copyText(common.summary, summaryOf(rows))}>
        {common.copySummary}
      </Button>
      <Button look="primary" onClick={() => void finish()}>
        {backupNext ? texts.backUp : common.done}
      </Button>
    </>
  );
  return (
    <Dialog
      size="sheet"
      title={common.storedAndVerified}
      glyph={<CircleCheck className="icon is-good" aria-hidden />}
      lead={texts.storedIn(stored.length, name)}
      onClose={() => void finish()}
      foot={foot}
    >
      <ul className="files" aria-label={common.files}>
        {rows.map((row, n) => (
          <li key={`${row.file.file} ${String(n)}`} className="file">
            <StoredRow row={row} />
          </li>
        ))}
      </ul>
      {pasted ? (
        <CheckBox className="after" checked={clears} onChange={setClears}>
          {texts.clearTheClipboard}
          <span className="dim">{texts.keyIsStillOnIt}</span>
        </CheckBox>
      ) : null}
      {withFile.length > 0 ? (
        <CheckBox className="after" checked={discard} onChange={setDiscard}>
          {texts.moveDownloads(withFile.length)}
          <span className="dim">{texts.onlyCopyThen}</span>
        </CheckBox>
      ) : null}
    </Dialog>
  );
}

function StoredRow({ row }: { readonly row: Row }) {
  const { data } = useVault();
  const sheet = useImporting();
  const id = row.stored?.id ?? '';
  const isTesting = useTests(({ running }) => running.has(id));
  const result = useTests(({ results }) => results[id]);
  const card = data?.keys.find((key) => key.id === id);
  const error = row.stored?.error ?? row.file.error;
  const answer = card ? verdict(card, result, data) : null;
  return (
    <>
      <div className="file-top">
        {card ? <KeyRound className="icon" aria-hidden /> : <File className="icon" aria-hidden />}
        {card ? <strong className="cut">{card.name}</strong> : <span className="id cut">{row.file.file}</span>}
        {card ? <code className="dim">{card.keyId}</code> : null}
        {card && card.roles.length > 0 ? <span className="dim">{card.roles.map(common.roleName).join(', ')}</span> : null}
        {row.stored?.ok ? (
          <StateMark tone="good">{common.storedAndVerified}</StateMark>
        ) : (
          <StateMark tone="refused">{common.notStored}</StateMark>
        )}
      </div>
      {error ? (
        <p className="file-words">
          {error.message} {hintOf(error)}
        </p>
      ) : null}
      {!error && !row.stored?.ok ? <p className="file-words">{obstacle(row, sheet)?.word ?? texts.leftOut}.</p> : null}
      {row.stored?.warnings.map(({ code, message }) => (
        <p key={code} className="file-words">
          {message}
        </p>
      ))}
      {row.stored?.ok ? (
        <p className="file-words file-steps">
          <span>{texts.savedAndReadBack}</span>
          <span>{texts.signatureChecked}</span>
          <StateMark tone={isTesting || !answer ? 'unknown' : answer.tone} busy={isTesting || !answer}>
            {isTesting || !answer ? common.askingApple : answer.words}
          </StateMark>
        </p>
      ) : null}
    </>
  );
}

/** A line a file, to be pasted where it is wanted; no secret is in it. */
const summaryOf = (rows: readonly Row[]): string =>
  rows
    .map(({ file, stored }) => {
      const error = stored?.error ?? file.error;
      return [
        file.path === null ? common.fromTheClipboard : file.file,
        stored?.ok ? common.wasStored : common.wasNotStored,
        stored?.keyId,
        error?.message,
      ]
        .filter(Boolean)
        .join(' · ');
    })
    .join('\n');

/** Only the key itself is taken off: what was copied since stays. */
async function clearPasted(): Promise<void> {
  const reply = await api.keys.clearPasted({});
  if (reply.ok && reply.value.cleared) say(texts.clipboardCleared);
}

/** Each by itself: one that cannot go keeps no other back, and both numbers are said. */
async function discardDownloads(rows: readonly Row[]): Promise<void> {
  let gone = 0;
  for (const { file, stored } of rows) {
    if (file.path === null || !stored?.id) continue;
    if ((await api.keys.trashDownload({ key: stored.id, path: file.path })).ok) gone += 1;
  }
  say(texts.movedOf(gone, rows.length));
}
