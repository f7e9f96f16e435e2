import { type FormEvent, useEffect, useId } from 'react';
import { looksSwapped, normaliseIssuerId } from '../../../shared/apple/ids.js';
import type { VaultData } from '../../../shared/ipc/contract.js';
import { Button } from '../../components/Button.js';
import { Dialog } from '../../components/Dialog.js';
import { ErrorNote } from '../../components/ErrorNote.js';
import { TextField } from '../../components/Field.js';
import { StateMark } from '../../components/State.js';
import { cancelJob } from '../../lib/jobs.js';
import type { Into } from '../../lib/vault/found-rows.js';
import { isReady, obstacle, useImporting } from '../../state/importing.js';
import { useAwaited } from '../../state/reading.js';
import { useVault } from '../../state/vault.js';
import * as common from '../../words/common.js';
import * as texts from '../../words/importing.js';
import { FileRow } from './FileRow.js';
import { IntoField } from './IntoField.js';
import { OnceWarning } from './OnceWarning.js';
import { StoredSheet } from './StoredSheet.js';

/** One sheet for all files. Nothing is stored until the button that says so; good rows are stored without the bad. */
export function ImportSheet() {
  const sheet = useImporting();
  const awaited = useAwaited();
  const form = useId();
  const isAsking = sheet.at === 'asking';
  // What has to be typed comes first; where nothing has, Enter stores.
  useEffect(() => {
    const fields = isAsking ? [...document.querySelectorAll<HTMLInputElement>('.where .field, .file .field.id')] : [];
    (fields.find((field) => field.value.trim() === '') ?? fields[0])?.focus();
  }, [isAsking]);
  if (sheet.at === null) return null;
  if (sheet.at === 'done') return <StoredSheet />;
  const ready = sheet.rows.filter((row) => isReady(row, sheet)).length;
  const storing = sheet.at === 'storing';
  const store = (event: FormEvent) => {
    event.preventDefault();
    if (ready > 0 && !storing) void sheet.store();
  };
  const foot = (
    <>
      <span className="note" role="status">
        {awaited !== null && !isAsking ? awaited : storing ? common.storingOf(sheet.progress) : waiting(sheet, ready)}
      </span>
      <Button onClick={() => (storing ? cancelJob(sheet.job) : sheet.close())}>{storing ? common.stop : common.cancel}</Button>
      <Button type="submit" form={form} look="primary" aria-disabled={ready === 0 || storing}>
        {storing ? common.storing : common.storeKeys(ready)}
        {storing ? null : (
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
      title={texts.importInto(nameOf(sheet.into))}
      lead={sheet.at === 'reading' ? texts.reading : texts.nothingIsStoredYet(texts.files(sheet.rows.length))}
      onClose={storing ? null : sheet.close}
      above={sheet.rows.some(({ file }) => file.found) ? <OnceWarning /> : null}
      foot={foot}
    >
      <form id={form} onSubmit={store}>
        {/* Nothing to type until the files were read: what they say fills these fields. */}
        {sheet.at === 'reading' ? null : <Where />}
        <ul className="files" aria-label={common.files}>
          {sheet.rows.map((row, n) => (
            <li key={`${row.file.file} ${String(n)}`} className="file">
              <FileRow row={row} at={n} isDisabled={storing} />
            </li>
          ))}
        </ul>
        {sheet.error ? <ErrorNote error={sheet.error} /> : null}
      </form>
    </Dialog>
  );
}

/** Which organization, and its Issuer ID: one for all team keys of the sheet. */
function Where() {
  const { data } = useVault();
  const { into, issuerId, rows, setInto, setIssuerId } = useImporting();
  const organizations = data?.organizations ?? [];
  const isNew = 'name' in into;
  const hasTeam = rows.some((row) => row.kind === 'team' && row.file.found);
  const checked = normaliseIssuerId(issuerId);
  const swapped = rows.some((row) => looksSwapped(row.keyId, issuerId));
  const known = isNew ? null : organizations.find(({ id }) => id === into.id)?.issuerId;
  return (
    <div className="where">
      <IntoField label={common.organization} into={into} onChange={setInto} />
      {hasTeam ? (
        <div className="issuer">
          <TextField
            label={common.issuerId}
            className="id"
            value={issuerId}
            placeholder={common.issuerIdShape}
            onChange={({ target }) => setIssuerId(target.value)}
            error={issuerId.trim() !== '' && !checked.ok ? (swapped ? texts.lookSwapped : checked.message) : null}
          />
          <p className="help issuer-says">
            {checked.ok && known === checked.value ? (
              <StateMark tone="good">{sameAs(data, into)}</StateMark>
            ) : checked.ok && known ? (
              <StateMark tone="attention">{texts.notItsIssuerId}</StateMark>
            ) : (
              common.whereTheIssuerIdIs
            )}
          </p>
        </div>
      ) : null}
    </div>
  );
}

/** Whose Issuer ID it is, and how many keys already go by it. */
function sameAs(data: VaultData | null, into: Into): string {
  const id = 'id' in into ? into.id : null;
  const name = data?.organizations.find((one) => one.id === id)?.name ?? texts.theOrganization;
  const keys = data?.keys.filter((key) => key.organizationId === id && key.kind === 'team' && key.trashedAt === null).length ?? 0;
  return texts.sameAs(name, keys);
}

function waiting(
  sheet: Parameters<typeof obstacle>[1] & { readonly rows: readonly Parameters<typeof obstacle>[0][] },
  ready: number,
): string {
  const first = sheet.rows.map((row) => obstacle(row, sheet)).find((one) => one?.is === 'wait');
  return texts.readyOf(ready, sheet.rows.length, first?.word);
}

const nameOf = (into: Into): string | undefined =>
  'name' in into ? into.name.trim() : useVault.getState().data?.organizations.find(({ id }) => id === into.id)?.name;
