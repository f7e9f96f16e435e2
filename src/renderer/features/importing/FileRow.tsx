import { File } from 'lucide-react';
import { useId } from 'react';
import { looksSwapped, normaliseKeyId } from '../../../shared/apple/ids.js';
import { roles } from '../../../shared/apple/roles.js';
import type { KeyKind } from '../../../shared/model.js';
import { LinkButton } from '../../components/Button.js';
import { CheckBox } from '../../components/CheckBox.js';
import { SelectField, TextField } from '../../components/Field.js';
import { StateMark } from '../../components/State.js';
import { obstacle, type Row, useImporting } from '../../state/importing.js';
import * as common from '../../words/common.js';
import { hintOf } from '../../words/errors.js';
import * as texts from '../../words/importing.js';
import { Questions } from './Questions.js';

/** What was recognised in one file, what is still missing, and why it cannot be taken where it cannot. */
export function FileRow({ row, at, isDisabled }: { readonly row: Row; readonly at: number; readonly isDisabled: boolean }) {
  const sheet = useImporting();
  const { file } = row;
  const stop = obstacle(row, sheet);
  const failed = row.stored?.error ?? null;
  const set = (change: Parameters<typeof sheet.setRow>[1]) => sheet.setRow(at, change);
  return (
    <>
      <div className="file-top">
        <File className="icon" aria-hidden />
        <span className="id cut" title={file.file}>
          {file.path === null ? common.fromTheClipboard : file.file}
        </span>
        {file.found ? <span className="small dim">{texts.p256PrivateKey}</span> : null}
        {failed ? (
          <StateMark tone="refused">{common.notStored}</StateMark>
        ) : row.stored?.ok ? (
          <StateMark tone="good">{common.stored}</StateMark>
        ) : stop?.is === 'no' ? (
          <StateMark tone="refused">{stop.word}</StateMark>
        ) : stop ? (
          <StateMark tone="attention">{stop.word}</StateMark>
        ) : (
          <StateMark tone="good">{common.ready}</StateMark>
        )}
      </div>
      {file.error ? (
        <p className="file-words">{texts.andTheFileStays(file.error.message, hintOf(file.error))}</p>
      ) : (
        <RowFields
          row={row}
          set={set}
          onSwap={() => sheet.swap(at)}
          isSwapped={looksSwapped(row.keyId, sheet.issuerId)}
          isDisabled={isDisabled || row.stored?.ok === true}
        />
      )}
      {failed ? (
        <div className="file-words" role="alert">
          {failed.message} {hintOf(failed)}
          {failed.code === 'E_KEY_CONFLICT' ? (
            <CheckBox checked={row.keepBoth} onChange={(keepBoth) => set({ keepBoth })}>
              {common.keepBoth}
            </CheckBox>
          ) : null}
        </div>
      ) : null}
      {row.stored?.ok || failed ? null : <Questions row={row} at={at} set={set} />}
      {file.warnings.map(({ code, message }) => (
        <p key={code} className={file.found ? 'help' : 'file-words'}>
          {message}
        </p>
      ))}
    </>
  );
}

function RowFields({
  row,
  set,
  onSwap,
  isSwapped,
  isDisabled,
}: {
  readonly row: Row;
  readonly onSwap: () => void;
  /** The Issuer ID stands in the Key ID's field, and the other way round. */
  readonly isSwapped: boolean;
  readonly set: (change: Partial<Row>) => void;
  readonly isDisabled: boolean;
}) {
  const checked = normaliseKeyId(row.keyId);
  const help = useId();
  const isEmpty = row.keyId.trim() === '';
  const isWrong = !isEmpty && !checked.ok;
  const words = isEmpty ? texts.noKeyIdInName : !checked.ok ? checked.message : null;
  return (
    <>
      <div className="file-fields">
        <TextField
          label={common.keyId}
          className="id"
          value={row.keyId}
          placeholder={texts.tenCharacters}
          disabled={isDisabled}
          onChange={({ target }) => set({ keyId: target.value, isIdChosen: false })}
          aria-invalid={isWrong}
          aria-describedby={words === null ? undefined : help}
        />
        <TextField
          label={common.name}
          value={row.name}
          placeholder={row.keyId}
          maxLength={200}
          disabled={isDisabled}
          onChange={({ target }) => set({ name: target.value })}
        />
        <SelectField
          label={common.kind}
          value={row.kind}
          disabled={isDisabled}
          onChange={({ target }) => set({ kind: target.value as KeyKind })}
        >
          <option value={'team'}>{common.teamKey}</option>
          <option value={'individual'}>{common.individualKey}</option>
        </SelectField>
        <SelectField
          label={texts.roleInAppStoreConnect}
          value={row.role}
          disabled={isDisabled}
          onChange={({ target }) => set({ role: target.value })}
        >
          <option value="">{texts.notNoted}</option>
          {Object.entries(roles).map(([role, { name }]) => (
            <option key={role} value={role}>
              {name}
            </option>
          ))}
        </SelectField>
      </div>
      {words === null ? null : (
        <p id={help} className={`help ${isWrong ? 'is-refused' : ''}`} role={isWrong ? 'alert' : undefined}>
          {words}
          {isSwapped ? <LinkButton onClick={onSwap}>{texts.swapThem}</LinkButton> : null}
        </p>
      )}
    </>
  );
}
