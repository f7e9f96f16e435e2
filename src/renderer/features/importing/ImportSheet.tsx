import { type FormEvent, useEffect, useId, useRef } from 'react';
import type { FoundRow } from '../../../shared/ipc/contract.js';
import { showName } from '../../../shared/text.js';
import { Button } from '../../components/Button.js';
import { Dialog } from '../../components/Dialog.js';
import { ErrorNote } from '../../components/ErrorNote.js';
import { LongList } from '../../components/LongList.js';
import { focusSheet } from '../../lib/focus.js';
import { cancelJob } from '../../lib/jobs.js';
import { firstWait, folderOf, isNothingToStore, nameOf, readyRows, storedAs } from '../../lib/vault/import-rows.js';
import { useImporting } from '../../state/importing.js';
import { useAwaited, useReading } from '../../state/reading.js';
import { useVault } from '../../state/vault.js';
import * as common from '../../words/common.js';
import * as found from '../../words/found.js';
import * as texts from '../../words/importing.js';
import { goToKey } from '../keys/go-to-key.js';
import { AskTools } from './AskTools.js';
import { ImportDone } from './ImportDone.js';
import { ListRow } from './ListRow.js';
import { OnceWarning } from './OnceWarning.js';
import { OpenRow } from './OpenRow.js';
import { Confirm, PickAll } from './Picking.js';
import { SkippedNote } from './SkippedNote.js';
import { Where } from './Where.js';

/** Keys on their way in, few or many: seen, said what only the user can say, then stored in one go. Good rows go without the bad. */
export function ImportSheet() {
  const { at } = useImporting();
  if (at === null) return null;
  if (at === 'asking') return <AskTools />;
  if (at === 'done') return <ImportDone />;
  return <Preview />;
}

function Preview() {
  const sheet = useImporting();
  const { data } = useVault();
  const form = useId();
  const { at, from, preview, isBrief, error } = sheet;
  const isPicking = at === 'picking';
  const isStoring = at === 'storing';
  const rows = preview?.rows ?? [];
  const hasNothing = at === 'picking' && isNothingToStore(sheet);
  // What has to be typed comes first; where nothing has, Enter stores. Whoever types already is left where he is.
  const typed = useRef(false);
  useEffect(() => {
    if (!isPicking || typed.current) return;
    const needed = [...document.querySelectorAll<HTMLInputElement>('.where .field, .file .field.id:not(:disabled)')];
    const sheet = document.querySelector<HTMLElement>('dialog[open]');
    const empty = needed.find(({ value }) => value.trim() === '');
    if (empty) empty.focus();
    else if (sheet) focusSheet(sheet);
  }, [isPicking]);
  const store = (event: FormEvent) => {
    event.preventDefault();
    if (isPicking) void sheet.store();
  };
  const title =
    from === 'tools'
      ? found.keysOfOtherTools
      : from === 'files' && (isBrief || preview === null)
        ? texts.importInto(nameOf(sheet.into, data) || undefined)
        : found.keysInFiles;
  return (
    <Dialog
      size="sheet"
      title={title}
      lead={
        <span className="cut">
          <Lead />
        </span>
      }
      onClose={isStoring ? null : sheet.close}
      above={preview && !hasNothing && rows.length > 0 ? <OnceWarning isDisabled={isStoring} /> : null}
      foot={<Foot form={form} />}
    >
      <form
        id={form}
        onSubmit={store}
        onInput={() => {
          typed.current = true;
        }}
      >
        {!hasNothing && (isBrief || rows.length > 0) ? <Where isDisabled={isStoring} /> : null}
        {isBrief ? <OpenRows rows={rows} isDisabled={isStoring} /> : <Pickable rows={rows} isDisabled={isStoring} />}
        {isBrief ? <RefusedStay rows={rows} /> : null}
        {preview ? <SkippedNote skipped={preview.skipped} more={preview.more} /> : null}
        {error ? <ErrorNote error={error} /> : null}
      </form>
    </Dialog>
  );
}

interface RowsProps {
  readonly rows: readonly FoundRow[];
  readonly isDisabled: boolean;
}

function OpenRows({ rows, isDisabled }: RowsProps) {
  return (
    <ul className="files" aria-label={common.files}>
      {rows.map((row) => (
        <li key={row.row} className="file">
          <OpenRow row={row} isDisabled={isDisabled} />
        </li>
      ))}
    </ul>
  );
}

/** Said once, below all of them. */
function RefusedStay({ rows }: { readonly rows: readonly FoundRow[] }) {
  const refused = rows.filter(({ state }) => state === 'refused').length;
  return refused === 0 ? null : <p className="help">{texts.refusedStay(refused)}</p>;
}

function Pickable({ rows, isDisabled }: RowsProps) {
  const folder = showName(folderOf(rows.map(({ path }) => path ?? '')));
  if (rows.length === 0) return null;
  return (
    <>
      <Confirm isDisabled={isDisabled} />
      <PickAll isDisabled={isDisabled} />
      <LongList
        label={found.keysFound}
        count={rows.length}
        estimate={61}
        row={(index, isCurrent) => {
          const row = rows[index];
          return row ? <ListRow row={row} folder={folder} isCurrent={isCurrent} isDisabled={isDisabled} /> : null;
        }}
      />
    </>
  );
}

function Lead() {
  const { at, from, preview, isBrief } = useImporting();
  const looked = useReading((reading) => reading.looked);
  const rows = preview?.rows ?? [];
  if (at === 'looking') return from === 'files' && (looked?.total ?? 0) <= 1 ? texts.reading : found.lookedAt(looked);
  if (rows.length === 0) return found.noKeyWasFoundThere;
  if (isBrief) return texts.nothingIsStoredYet(texts.files(rows.length));
  return from === 'tools' ? found.foundElsewhere(rows.length) : found.lookedInto(showName(folderOf(rows.map(({ path }) => path ?? ''))));
}

function Foot({ form }: { readonly form: string }) {
  const sheet = useImporting();
  const awaited = useAwaited();
  const { at, preview, progress } = sheet;
  const isStoring = at === 'storing';
  const ready = at === 'looking' ? 0 : readyRows(sheet).length;
  const note = () => {
    if (awaited !== null && at !== 'picking') return awaited;
    if (isStoring) return common.storingOf(progress);
    return at === 'looking' ? '' : texts.readyOf(ready, preview?.rows.length ?? 0, firstWait(sheet));
  };
  if (at === 'picking' && (preview?.rows.length === 0 || isNothingToStore(sheet))) return <NothingToStore />;
  return (
    <>
      <span className="note" role="status">
        {note()}
      </span>
      <Button onClick={() => (isStoring ? cancelJob(sheet.job) : sheet.close())}>{isStoring ? common.stop : common.cancel}</Button>
      <Button type="submit" form={form} look="primary" aria-disabled={ready === 0 || isStoring}>
        {isStoring ? common.storing : common.storeKeys(ready)}
        {isStoring ? null : <EnterKey />}
      </Button>
    </>
  );
}

/** No organization is asked for and nothing is confirmed: what is left to do is to look at the key that is there, or to close. */
function NothingToStore() {
  const sheet = useImporting();
  const { data } = useVault();
  const ids = new Set(sheet.preview?.rows.map((row) => storedAs(row, sheet)));
  const [key, ...others] = data?.keys.filter(({ id, trashedAt }) => ids.has(id) && trashedAt === null) ?? [];
  const show = () => {
    sheet.close();
    if (key) goToKey(key);
  };
  return (
    <>
      <span className="note" role="status">
        {texts.nothingToStore}
      </span>
      {key && others.length === 0 ? <Button onClick={sheet.close}>{common.close}</Button> : null}
      <Button look="primary" onClick={key && others.length === 0 ? show : sheet.close}>
        {key && others.length === 0 ? texts.showTheKey : common.close}
        <EnterKey />
      </Button>
    </>
  );
}

const EnterKey = () => (
  <kbd className="kbd" aria-hidden>
    ↵
  </kbd>
);
