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
import { hintOf } from '../../words.js';
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
          {file.path === null ? 'From the clipboard' : file.file}
        </span>
        {file.found ? <span className="small dim">P-256 private key</span> : null}
        {failed ? (
          <StateMark tone="refused">Not stored</StateMark>
        ) : row.stored?.ok ? (
          <StateMark tone="good">Stored</StateMark>
        ) : stop?.is === 'no' ? (
          <StateMark tone="refused">{stop.word}</StateMark>
        ) : stop ? (
          <StateMark tone="attention">{stop.word}</StateMark>
        ) : (
          <StateMark tone="good">Ready</StateMark>
        )}
      </div>
      {file.error ? (
        <p className="file-words">
          {file.error.message} {hintOf(file.error)} The file stays where it is, unchanged.
        </p>
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
              Keep both
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
  const words = isEmpty
    ? 'The file’s name has no Key ID. App Store Connect shows it beside the key, under Integrations.'
    : !checked.ok
      ? checked.message
      : null;
  return (
    <>
      <div className="file-fields">
        <TextField
          label="Key ID"
          className="id"
          value={row.keyId}
          placeholder="10 characters"
          disabled={isDisabled}
          onChange={({ target }) => set({ keyId: target.value, isIdChosen: false })}
          aria-invalid={isWrong}
          aria-describedby={words === null ? undefined : help}
        />
        <TextField
          label="Name"
          value={row.name}
          placeholder={row.keyId}
          maxLength={200}
          disabled={isDisabled}
          onChange={({ target }) => set({ name: target.value })}
        />
        <SelectField label="Kind" value={row.kind} disabled={isDisabled} onChange={({ target }) => set({ kind: target.value as KeyKind })}>
          <option value="team">Team key</option>
          <option value="individual">Individual key</option>
        </SelectField>
        <SelectField
          label="Role in App Store Connect"
          value={row.role}
          disabled={isDisabled}
          onChange={({ target }) => set({ role: target.value })}
        >
          <option value="">Not noted</option>
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
          {isSwapped ? <LinkButton onClick={onSwap}>Swap them</LinkButton> : null}
        </p>
      )}
    </>
  );
}
