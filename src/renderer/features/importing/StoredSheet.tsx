import { CircleCheck } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/Button.js';
import { Dialog } from '../../components/Dialog.js';
import { StateMark } from '../../components/State.js';
import { api } from '../../lib/api.js';
import { type Row, useImporting } from '../../state/importing.js';
import { useTests } from '../../state/tests.js';
import { say } from '../../state/toasts.js';
import { useVault } from '../../state/vault.js';
import { useView } from '../../state/view.js';
import { hintOf } from '../../words.js';
import { verdict } from '../keys/verdict.js';

/** Said only after the save was read back and a signature checked; then, and only then, the download may go to the Trash. */
export function StoredSheet() {
  const { rows, into, again, close } = useImporting();
  const [discard, setDiscard] = useState(false);
  const stored = rows.filter((row) => row.stored?.ok);
  const withFile = stored.filter(({ file }) => file.path !== null);
  const finish = async () => {
    if (discard) await discardDownloads(withFile);
    if ('id' in into) useView.getState().choose(into.id);
    close();
  };
  const foot = (
    <>
      <span className="note">
        {rows.length > stored.length ? `${rows.length - stored.length} not stored; those files are unchanged.` : ''}
      </span>
      {rows.some((row) => !row.stored?.ok && row.file.found) ? <Button onClick={again}>Back to the rest</Button> : null}
      <Button look="primary" onClick={() => void finish()}>
        Done
      </Button>
    </>
  );
  return (
    <Dialog
      size="sheet"
      title="Stored and verified"
      lead="Sealed, read back from disk, and its signature checked."
      onClose={() => void finish()}
      foot={foot}
    >
      <ul className="files" aria-label="Files">
        {rows.map((row, n) => (
          <li key={`${row.file.file} ${String(n)}`} className="file">
            <StoredRow row={row} />
          </li>
        ))}
      </ul>
      {withFile.length > 0 ? (
        <label className="check after">
          <span className="tick">
            <input type="checkbox" checked={discard} onChange={({ target }) => setDiscard(target.checked)} />
            <CircleCheck className="icon" aria-hidden />
          </span>
          {withFile.length === 1 ? 'Move the download to Trash' : `Move the ${withFile.length} downloads to Trash`}
          <span className="dim">Keyrack holds the only copy then, until you make a backup.</span>
        </label>
      ) : null}
    </Dialog>
  );
}

function StoredRow({ row }: { readonly row: Row }) {
  const { data } = useVault();
  const id = row.stored?.id ?? '';
  const isTesting = useTests(({ running }) => running.has(id));
  const result = useTests(({ results }) => results[id]);
  const card = data?.keys.find((key) => key.id === id);
  const error = row.stored?.error ?? row.file.error;
  const answer = card ? verdict(card, result) : null;
  return (
    <>
      <div className="file-top">
        <strong className="cut">{card?.name ?? row.file.file}</strong>
        {card ? <code className="dim">{card.keyId}</code> : null}
        {row.stored?.ok ? <StateMark tone="good">Stored</StateMark> : <StateMark tone="refused">Not stored</StateMark>}
      </div>
      {error ? (
        <p className="file-words">
          {error.message} {hintOf(error)}
        </p>
      ) : null}
      {row.stored?.warnings.map(({ code, message }) => (
        <p key={code} className="file-words">
          {message}
        </p>
      ))}
      {row.stored?.ok ? (
        <p className="file-words">
          {isTesting || !answer ? (
            <StateMark tone="unknown" busy>
              Asking Apple…
            </StateMark>
          ) : (
            <StateMark tone={answer.tone}>{answer.words}</StateMark>
          )}
        </p>
      ) : null}
    </>
  );
}

/** Each by itself: one that cannot go keeps no other back, and both numbers are said. */
async function discardDownloads(rows: readonly Row[]): Promise<void> {
  let gone = 0;
  for (const { file, stored } of rows) {
    if (file.path === null || !stored?.id) continue;
    if ((await api.keys.trashDownload({ key: stored.id, path: file.path })).ok) gone += 1;
  }
  const left = rows.length - gone;
  say([`${gone} of ${rows.length} moved to the Trash.`, left > 0 ? 'The others were left where they are.' : ''].filter(Boolean).join(' '));
}
