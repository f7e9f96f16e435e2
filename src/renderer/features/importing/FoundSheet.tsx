import { type FormEvent, useEffect, useId } from 'react';
import { normaliseIssuerId } from '../../../shared/apple/ids.js';
import { showName } from '../../../shared/text.js';
import { Button } from '../../components/Button.js';
import { CheckBox } from '../../components/CheckBox.js';
import { Dialog } from '../../components/Dialog.js';
import { ErrorNote } from '../../components/ErrorNote.js';
import { TextField } from '../../components/Field.js';
import { LongList } from '../../components/LongList.js';
import { cancelJob } from '../../lib/jobs.js';
import { canPick, folderOf, issuerOf, isUnread, nameOf, obstacleOf } from '../../lib/vault/found-rows.js';
import { readyRows, useFinding } from '../../state/finding.js';
import { useAwaited, useReading } from '../../state/reading.js';
import { useVault } from '../../state/vault.js';
import * as common from '../../words/common.js';
import * as texts from '../../words/found.js';
import { number } from '../../words/number.js';
import { AskTools } from './AskTools.js';
import { FoundDone } from './FoundDone.js';
import { FoundKey } from './FoundKey.js';
import { IntoField } from './IntoField.js';
import { SkippedNote } from './SkippedNote.js';

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
  const awaited = useAwaited();
  const looked = useReading((reading) => reading.looked);
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
      ? texts.lookedAt(looked)
      : rows.length === 0
        ? texts.noKeyWasFoundThere
        : from === 'folder'
          ? texts.lookedInto(folder)
          : texts.foundElsewhere(rows.length);
  const first = rows.filter(({ row }) => found.picked.has(row)).find((row) => obstacleOf(row, found, data)?.is === 'wait');
  const waiting = first ? obstacleOf(first, found, data)?.word : null;
  const foot = (
    <>
      <span className="note" role="status">
        {awaited !== null && !isPicking
          ? awaited
          : isStoring
            ? common.storingOf(progress)
            : at === 'looking'
              ? ''
              : texts.readyOf(ready.length, rows.length)}
        {isPicking && waiting ? ` ${waiting}.` : ''}
      </span>
      <Button onClick={() => (isStoring ? cancelJob(found.job) : found.close())}>{isStoring ? common.stop : common.cancel}</Button>
      <Button type="submit" form={form} look="primary" aria-disabled={ready.length === 0 || isStoring}>
        {isStoring ? common.storing : common.storeKeys(ready.length)}
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
      title={from === 'tools' ? texts.keysOfOtherTools : texts.keysInFiles}
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
              label={texts.keysFound}
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
        label={homeless.length === rows.length ? common.organization : texts.homelessGoInto}
        into={rest}
        isDisabled={isDisabled}
        onChange={setRest}
      />
      {needsIssuer ? (
        <TextField
          label={common.issuerId}
          className="id"
          value={issuerId}
          disabled={isDisabled}
          placeholder={common.issuerIdShape}
          onChange={({ target }) => setIssuerId(target.value)}
          error={issuerId.trim() !== '' && !checked.ok ? checked.message : null}
          help={common.whereTheIssuerIdIs}
        />
      ) : known !== '' ? (
        <p className="help where-known">
          <span>
            {common.issuerId} <span className="id">{known}</span>, {whose}
            {texts.itsOwn}
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
  return (
    <div className="found-reads">
      <CheckBox checked={reads} onChange={(isOn) => !isDisabled && setReads(isOn)}>
        {texts.readThem(unread)}
        <span className="dim">{texts.keysLieElsewhere}</span>
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
    [known, texts.areStored],
    [repeats, texts.repeats(repeats)],
    [refused, texts.refused],
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
        {texts.pickedOf(count, able.length)}
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
