import { type FormEvent, useEffect, useId } from 'react';
import { normaliseIssuerId } from '../../../shared/apple/ids.js';
import { showName } from '../../../shared/text.js';
import { Button } from '../../components/Button.js';
import { CheckBox } from '../../components/CheckBox.js';
import { Dialog } from '../../components/Dialog.js';
import { ErrorNote } from '../../components/ErrorNote.js';
import { TextField } from '../../components/Field.js';
import { LongList } from '../../components/LongList.js';
import { api } from '../../lib/api.js';
import { canPick, folderOf, issuerOf, isUnread, nameOf, obstacleOf } from '../../lib/found-rows.js';
import { readyRows, useFinding } from '../../state/finding.js';
import { useVault } from '../../state/vault.js';
import { AskTools } from './AskTools.js';
import { FoundDone } from './FoundDone.js';
import { FoundKey } from './FoundKey.js';
import { IntoField } from './IntoField.js';
import { SkippedNote } from './SkippedNote.js';

const number = (n: number): string => n.toLocaleString('en');

/** What lies in a folder, or where other tools keep their keys: seen, picked, then stored in one go. */
export function FoundSheet() {
  const { at } = useFinding();
  if (at === null) return null;
  if (at === 'asking') return <AskTools />;
  if (at === 'done') return <FoundDone />;
  return <Preview />;
}

function Preview() {
  const found = useFinding();
  const { data } = useVault();
  const form = useId();
  const { at, from, preview, progress, error } = found;
  const isStoring = at === 'storing';
  const rows = preview?.rows ?? [];
  const ready = at === 'looking' ? [] : readyRows(found);
  const isPicking = at === 'picking';
  // What has to be typed comes first; where nothing has, Enter stores.
  useEffect(() => {
    if (!isPicking) return;
    const fields = [...document.querySelectorAll<HTMLInputElement>('.where .field')];
    (fields.find(({ value }) => value.trim() === '') ?? document.querySelector<HTMLInputElement>('.found-all input'))?.focus();
  }, [isPicking]);
  const store = (event: FormEvent) => {
    event.preventDefault();
    if (ready.length > 0 && isPicking) void found.store();
  };
  const folder = showName(folderOf(rows.map(({ path }) => path)));
  const lead =
    at === 'looking'
      ? 'Looking…'
      : rows.length === 0
        ? 'No key was found there.'
        : `${from === 'folder' ? `In ${folder || 'several places'}` : `${number(rows.length)} found`}. Nothing is stored until you choose Store.`;
  const first = rows.filter(({ row }) => found.picked.has(row)).find((row) => obstacleOf(row, found, data)?.is === 'wait');
  const waiting = first ? obstacleOf(first, found, data)?.word : null;
  const foot = (
    <>
      <span className="note" role="status">
        {isStoring ? storing(progress) : at === 'looking' ? '' : `${number(ready.length)} of ${number(rows.length)} ready.`}
        {isPicking && waiting ? ` ${waiting}.` : ''}
      </span>
      <Button onClick={() => (isStoring ? void api.keys.cancel({}) : found.close())}>{isStoring ? 'Stop' : 'Cancel'}</Button>
      <Button type="submit" form={form} look="primary" aria-disabled={ready.length === 0 || isStoring}>
        {isStoring ? 'Storing…' : `Store ${ready.length === 1 ? '1 key' : `${number(ready.length)} keys`}`}
        {isStoring ? null : (
          <kbd className="kbd" aria-hidden>
            ↵
          </kbd>
        )}
      </Button>
    </>
  );
  return (
    <Dialog
      size="sheet"
      title={from === 'tools' ? 'Keys of other tools' : 'Keys in files'}
      lead={<span className="cut">{lead}</span>}
      onClose={isStoring ? null : found.close}
      foot={foot}
    >
      <form id={form} onSubmit={store}>
        {rows.length > 0 ? (
          <>
            <Where isDisabled={isStoring} />
            <Confirm isDisabled={isStoring} />
            <PickAll isDisabled={isStoring} />
            <LongList
              label="Keys found"
              count={rows.length}
              estimate={61}
              row={(index, isCurrent) => {
                const row = rows[index];
                return row ? <FoundKey row={row} folder={folder} isCurrent={isCurrent} isDisabled={isStoring} /> : null;
              }}
            />
          </>
        ) : null}
        {preview ? <SkippedNote skipped={preview.skipped} more={preview.more} /> : null}
        {error ? <ErrorNote error={error} /> : null}
      </form>
    </Dialog>
  );
}

const storing = (progress: { readonly done: number; readonly total: number } | null): string =>
  progress && progress.total > 1
    ? `Storing ${number(progress.done)} of ${number(progress.total)}. What is stored stays.`
    : 'Sealing, reading back, checking a signature.';

/** For the keys whose files name no team: which organization, and its Issuer ID. */
function Where({ isDisabled }: { readonly isDisabled: boolean }) {
  const { data } = useVault();
  const { preview, rest, issuerId, setRest, setIssuerId } = useFinding();
  const rows = preview?.rows.filter(canPick) ?? [];
  const homeless = rows.filter(({ organization }) => organization === null);
  if (homeless.length === 0) return null;
  const known = issuerOf(rest, data);
  const checked = normaliseIssuerId(issuerId);
  const needsIssuer = known === '' && homeless.some(({ kind }) => kind !== 'individual');
  const whose = nameOf(rest, data);
  return (
    <div className="where">
      <IntoField
        label={homeless.length === rows.length ? 'Organization' : 'Keys whose files name no team go into'}
        into={rest}
        isDisabled={isDisabled}
        onChange={setRest}
      />
      {needsIssuer ? (
        <TextField
          label="Issuer ID"
          className="id"
          value={issuerId}
          disabled={isDisabled}
          placeholder="8-4-4-4-12 hexadecimal digits"
          onChange={({ target }) => setIssuerId(target.value)}
          error={issuerId.trim() !== '' && !checked.ok ? checked.message : null}
          help="App Store Connect shows it above the team keys, under Integrations."
        />
      ) : known !== '' ? (
        <p className="help where-known">
          <span>
            Issuer ID <span className="id">{known}</span>, {whose}’s own
          </span>
        </p>
      ) : null}
    </div>
  );
}

/** J-06: what a file names is read only after the user has said so; each row shows the path. */
function Confirm({ isDisabled }: { readonly isDisabled: boolean }) {
  const { preview, reads, setReads } = useFinding();
  const unread = preview?.rows.filter((row) => canPick(row) && isUnread(row)).length ?? 0;
  if (unread === 0) return null;
  const words = unread === 1 ? 'Read the file that one of these names' : `Read the ${number(unread)} files that these name`;
  return (
    <div className="found-reads">
      <CheckBox checked={reads} onChange={(isOn) => !isDisabled && setReads(isOn)}>
        {words}
        <span className="dim">Their keys lie elsewhere; each row says where. Nothing there is changed.</span>
      </CheckBox>
    </div>
  );
}

function PickAll({ isDisabled }: { readonly isDisabled: boolean }) {
  const { preview, picked, pick } = useFinding();
  const able = preview?.rows.filter(canPick) ?? [];
  const count = able.filter(({ row }) => picked.has(row)).length;
  const rows = preview?.rows ?? [];
  const known = rows.filter(({ state }) => state === 'stored').length;
  const repeats = rows.filter(({ state }) => state === 'repeat').length;
  const refused = rows.filter(({ state }) => state === 'refused').length;
  const told = [
    [known, 'already stored'],
    [repeats, repeats === 1 ? 'repeat' : 'repeats'],
    [refused, 'refused'],
  ] as const;
  return (
    <div className="found-all">
      <CheckBox
        checked={count > 0 && count === able.length}
        onChange={(isOn) =>
          !isDisabled &&
          pick(
            able.map(({ row }) => row),
            isOn,
          )
        }
      >
        {number(count)} of {number(able.length)} picked
      </CheckBox>
      <span className="dim">
        {told
          .filter(([n]) => n > 0)
          .map(([n, what]) => `${number(n)} ${what}`)
          .join(' · ')}
      </span>
    </div>
  );
}
