import { CircleCheck, OctagonX, TriangleAlert } from 'lucide-react';
import { useRef, useState } from 'react';
import type { FoundRow, KeyData } from '../../../shared/ipc/contract.js';
import { Button } from '../../components/Button.js';
import { CheckBox } from '../../components/CheckBox.js';
import { Dialog } from '../../components/Dialog.js';
import { LongList } from '../../components/LongList.js';
import { api } from '../../lib/api.js';
import { doneTitle, nameOf, nameOfFile, notStored, resultLine, resultReport } from '../../lib/vault/import-rows.js';
import { useTests } from '../../state/connection-tests.js';
import { testedAtOnce, useImporting } from '../../state/importing.js';
import { leaving, say } from '../../state/toasts.js';
import { useTokens } from '../../state/tokens.js';
import { useVault } from '../../state/vault.js';
import { useView } from '../../state/view.js';
import * as common from '../../words/common.js';
import * as found from '../../words/found.js';
import * as texts from '../../words/importing.js';
import { CopyButton } from '../keys/CopyId.js';
import { goToKey } from '../keys/go-to-key.js';
import { labelOf } from '../keys/key-actions.js';
import { ResultRow } from './ResultRow.js';

/** What became of every key. Said only after the save was read back and a signature checked; then, and only then, downloads may go to the Trash. */
export function ImportDone() {
  const sheet = useImporting();
  const { preview, isBrief, results, into, keepDownload, backupNext, again, close } = sheet;
  const { data } = useVault();
  const [discard, setDiscard] = useState(!keepDownload);
  const [clears, setClears] = useState(true);
  const rows = preview?.rows ?? [];
  const good = rows.filter(({ row }) => results.get(row)?.ok === true);
  const bad = notStored(sheet);
  const isStopped = bad.some(({ row }) => results.get(row)?.error?.code === 'E_CANCELLED');
  const ids = good.flatMap(({ row }) => results.get(row)?.id ?? []);
  const downloads = isBrief ? good.filter(({ path }) => path !== null) : [];
  const isPasted = good.some(({ path }) => path === null);
  const isEnding = useRef(false);
  const finish = async (next?: () => void) => {
    // A second Enter, while the first is still at the downloads.
    if (isEnding.current) return;
    isEnding.current = true;
    if (isPasted && clears) await clearPasted();
    if (discard) await discardDownloads(downloads, (row) => results.get(row.row)?.id);
    const first = data?.keys.find(({ id }) => id === ids[0]);
    close();
    if (first) goToKey(first);
    if (backupNext) useView.getState().ask({ ask: 'backup', id: '' });
    // Behind `goToKey`, which would close what this opens and drop what this says.
    if (next) requestAnimationFrame(next);
  };
  const why = (key: KeyData) =>
    void finish(() => {
      useView.getState().reveal(key);
      useView.getState().open({ show: 'diagnosis', key: key.id });
    });
  const test = () => void finish(() => void useTests.getState().run(ids));
  // The job is done with a token in hand, where there is one key to have it of.
  const only = good.length === 1 ? data?.keys.find(({ id }) => id === ids[0]) : undefined;
  const isCopy = only !== undefined && !backupNext;
  const copy = () => {
    const its = data?.organizations.find(({ id }) => id === only?.organizationId);
    void finish(() => only && void useTokens.getState().copy({ id: only.id, label: labelOf(only, its) }));
  };
  const note = () => {
    if (!isBrief) return found.filesStay;
    if (bad.length > 0) return texts.someNotStored(bad.length);
    return downloads.length > 0 && !discard ? texts.downloadsStay : '';
  };
  const foot = (
    <>
      <span className="note">{note()}</span>
      {bad.some(({ state }) => state !== 'refused') ? <Button onClick={again}>{common.backToTheRest}</Button> : null}
      {ids.length > testedAtOnce ? <Button onClick={test}>{found.testAll(ids.length)}</Button> : null}
      <CopyButton what={common.summary} text={() => resultReport(rows, results)}>
        {common.copySummary}
      </CopyButton>
      {isCopy ? <Button onClick={() => void finish()}>{common.done}</Button> : null}
      <Button look="primary" onClick={isCopy ? copy : () => void finish()}>
        {isCopy ? common.copyToken : backupNext ? texts.backUp : common.done}
        <kbd className="kbd" aria-hidden>
          ↵
        </kbd>
      </Button>
    </>
  );
  // By Apple, of those that were just stored.
  const answers = useTests(({ results: told }) => told);
  const refused = data?.keys.filter(({ id }) => ids.includes(id) && answers[id]?.outcome === 'refused') ?? [];
  const [Glyph, tone] =
    good.length === 0
      ? ([OctagonX, 'refused'] as const)
      : bad.length > 0 || refused.length > 0
        ? ([TriangleAlert, 'attention'] as const)
        : ([CircleCheck, 'good'] as const);
  const counted = `${resultLine([...results.values()])}${good.length > 0 ? found.wasReadBack : ''}`;
  return (
    <Dialog
      size="sheet"
      title={
        isStopped
          ? found.stopped
          : doneTitle(
              good.length,
              bad.map((row) => nameOfFile(row) ?? common.fromTheClipboard),
              refused.map(({ name }) => name),
            )
      }
      glyph={<Glyph className={`icon is-${tone}`} aria-hidden />}
      lead={<span role="status">{isBrief ? texts.storedIn(good.length, nameOf(into, data) || texts.theVault) : counted}</span>}
      onClose={() => void finish()}
      foot={foot}
    >
      <Results rows={isBrief ? rows : [...bad, ...good]} isFew={isBrief} hasCopy={!isCopy} onWhy={why} />
      {isPasted ? (
        <CheckBox className="after" checked={clears} onChange={setClears}>
          {texts.clearTheClipboard}
          <span className="dim">{texts.keyIsStillOnIt}</span>
        </CheckBox>
      ) : null}
      {downloads.length > 0 ? (
        <CheckBox className="after" checked={discard} onChange={setDiscard}>
          {texts.moveDownloads(downloads.length)}
          <span className="dim">{texts.onlyCopyThen}</span>
        </CheckBox>
      ) : null}
    </Dialog>
  );
}

function Results(props: {
  readonly rows: readonly FoundRow[];
  readonly isFew: boolean;
  readonly hasCopy: boolean;
  readonly onWhy: (key: KeyData) => void;
}) {
  const { rows, isFew, ...rest } = props;
  if (!isFew)
    return (
      <LongList
        label={common.results}
        count={rows.length}
        estimate={61}
        row={(index) => {
          const row = rows[index];
          return row ? <ResultRow row={row} {...rest} /> : null;
        }}
      />
    );
  return (
    <ul className="files" aria-label={common.files}>
      {rows.map((row) => (
        <li key={row.row} className="file">
          <ResultRow row={row} {...rest} />
        </li>
      ))}
    </ul>
  );
}

/** Only the key itself is taken off: what was copied since stays. Said wherever the sheet leads to, as what became of the downloads is. */
async function clearPasted(): Promise<void> {
  const reply = await api.keys.clearPasted({});
  if (reply.ok && reply.value.cleared) say(texts.clipboardCleared, { place: null });
}

/** Each by itself: one that cannot go keeps no other back, and both numbers are said. */
async function discardDownloads(rows: readonly FoundRow[], idOf: (row: FoundRow) => string | null | undefined): Promise<void> {
  let gone = 0;
  for (const row of rows) {
    const key = idOf(row);
    if (row.path !== null && key && (await api.keys.trashDownload({ key, path: row.path })).ok) gone += 1;
  }
  say(texts.movedOf(gone, rows.length), { ...leaving(gone < rows.length), place: null });
}
