import { ChevronRight, File } from 'lucide-react';
import { useId, useState } from 'react';
import { looksSwapped, normaliseKeyId } from '../../../shared/apple/ids.js';
import { roles } from '../../../shared/apple/roles.js';
import type { FoundRow, VaultData } from '../../../shared/ipc/contract.js';
import type { KeyKind } from '../../../shared/model.js';
import { LinkButton } from '../../components/Button.js';
import { SelectField, TextField } from '../../components/Field.js';
import { StateMark } from '../../components/State.js';
import {
  asksOfRow,
  firstWithoutKeyId,
  keyIdOf,
  kindOf,
  markOf,
  namedOf,
  nameOfFile,
  obstacleOf,
  type Sheet,
} from '../../lib/vault/import-rows.js';
import { useImporting } from '../../state/importing.js';
import { useVault } from '../../state/vault.js';
import * as common from '../../words/common.js';
import { hintOf } from '../../words/errors.js';
import * as texts from '../../words/importing.js';
import { Questions } from './Questions.js';

/** So many are open from the start; of more, those that ask something. */
const openAtFirst = 2;

/** What was recognised in one file, what is still missing, and why it cannot be taken where it cannot: on one line until it is opened. */
export function OpenRow({ row, isDisabled }: { readonly row: FoundRow; readonly isDisabled: boolean }) {
  const sheet = useImporting();
  const { data } = useVault();
  const rows = sheet.preview?.rows ?? [];
  const isRefused = row.state === 'refused';
  const isFew = rows.filter(({ state }) => (state === 'refused') === isRefused).length <= openAtFirst;
  const asks = asksOfRow(row, sheet);
  const [isOpen, setOpen] = useState(isFew);
  // Once it has asked something it stays open: it is being typed in.
  if (asks && !isOpen) setOpen(true);
  const body = useId();
  const file = nameOfFile(row) ?? common.fromTheClipboard;
  const line = (
    <>
      <File className="icon" aria-hidden />
      <span className="id cut" title={file}>
        {file}
      </span>
      <span className="small dim cut">{isOpen ? (isRefused ? '' : texts.p256PrivateKey) : summaryOf(row, sheet, data)}</span>
      <Mark row={row} />
    </>
  );
  return (
    <>
      {isFew ? (
        <div className="file-top">{line}</div>
      ) : (
        <button
          type="button"
          className="file-top file-opener"
          aria-expanded={isOpen}
          aria-controls={body}
          onClick={() => setOpen(!isOpen || asks)}
        >
          <ChevronRight className="icon chevron" aria-hidden />
          {line}
        </button>
      )}
      {isOpen ? (
        <div id={body}>
          <Body row={row} isDisabled={isDisabled} />
        </div>
      ) : null}
    </>
  );
}

/** What a closed row says beside the file's name. */
function summaryOf(row: FoundRow, sheet: Sheet, data: VaultData | null): string {
  if (row.state === 'refused') return row.error?.message ?? '';
  const { role = '' } = sheet.entries.get(row.row) ?? {};
  const name = namedOf(row, sheet, data) || (row.name ?? '');
  return [keyIdOf(row, sheet), name, role === '' ? '' : common.roleName(role)].filter(Boolean).join(' · ');
}

function Body({ row, isDisabled }: { readonly row: FoundRow; readonly isDisabled: boolean }) {
  const sheet = useImporting();
  const result = sheet.results.get(row.row);
  const isRefused = row.state === 'refused';
  return (
    <>
      {isRefused && row.error ? (
        <p className="file-words">
          {row.error.message} {hintOf(row.error)}
        </p>
      ) : (
        <Fields row={row} isDisabled={isDisabled || obstacleOf(row, sheet)?.is === 'there'} />
      )}
      {result?.error ? (
        <p className="file-words" role="alert">
          {result.error.message} {hintOf(result.error)}
        </p>
      ) : null}
      {result?.ok || isRefused ? null : <Questions row={row} />}
      {row.warnings.map(({ code, message }) => (
        <p key={code} className={isRefused ? 'file-words' : 'help'}>
          {message}
        </p>
      ))}
    </>
  );
}

function Mark({ row }: { readonly row: FoundRow }) {
  const { tone, word } = markOf(row, useImporting());
  return <StateMark tone={tone}>{word}</StateMark>;
}

function Fields({ row, isDisabled }: { readonly row: FoundRow; readonly isDisabled: boolean }) {
  const sheet = useImporting();
  const { data } = useVault();
  const { role = '' } = sheet.entries.get(row.row) ?? {};
  const name = namedOf(row, sheet, data);
  const set = (change: Parameters<typeof sheet.say>[1]) => sheet.say(row.row, change);
  const keyId = keyIdOf(row, sheet);
  const checked = normaliseKeyId(keyId);
  const help = useId();
  const isEmpty = keyId.trim() === '';
  const isWrong = !isEmpty && !checked.ok;
  // Where several have none, it is said of the first.
  const words = isWrong && !checked.ok ? checked.message : firstWithoutKeyId(sheet) === row.row ? texts.noKeyIdInName : null;
  return (
    <>
      <div className="file-fields">
        <TextField
          label={common.keyId}
          className="id"
          value={keyId}
          placeholder={texts.tenCharacters}
          disabled={isDisabled}
          onChange={({ target }) => set({ keyId: target.value, keyIdIsChosen: false })}
          aria-invalid={isWrong}
          aria-describedby={words === null ? undefined : help}
        />
        <TextField
          label={common.name}
          value={name}
          placeholder={row.name ?? keyId}
          maxLength={200}
          disabled={isDisabled}
          onChange={({ target }) => set({ name: target.value })}
        />
        <SelectField
          label={common.kind}
          value={kindOf(row, sheet)}
          disabled={isDisabled}
          onChange={({ target }) => set({ kind: target.value as KeyKind })}
        >
          <option value={'team'}>{common.teamKey}</option>
          <option value={'individual'}>{common.individualKey}</option>
        </SelectField>
        <SelectField
          label={texts.roleInAppStoreConnect}
          value={role}
          disabled={isDisabled}
          onChange={({ target }) => set({ role: target.value })}
        >
          <option value="">{texts.notNoted}</option>
          {Object.entries(roles).map(([id, { name: called }]) => (
            <option key={id} value={id}>
              {called}
            </option>
          ))}
        </SelectField>
      </div>
      {words === null ? null : (
        <p id={help} className={`help ${isWrong ? 'is-refused' : ''}`} role={isWrong ? 'alert' : undefined}>
          {words}
          {looksSwapped(keyId, sheet.issuerId) ? <LinkButton onClick={() => sheet.swap(row)}>{texts.swapThem}</LinkButton> : null}
        </p>
      )}
    </>
  );
}
