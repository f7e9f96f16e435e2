import { File } from 'lucide-react';
import { useId } from 'react';
import { looksSwapped, normaliseKeyId } from '../../../shared/apple/ids.js';
import { roles } from '../../../shared/apple/roles.js';
import type { FoundRow } from '../../../shared/ipc/contract.js';
import type { KeyKind } from '../../../shared/model.js';
import { LinkButton } from '../../components/Button.js';
import { SelectField, TextField } from '../../components/Field.js';
import { StateMark } from '../../components/State.js';
import { keyIdOf, kindOf, nameOfFile, obstacleOf } from '../../lib/vault/import-rows.js';
import { useImporting } from '../../state/importing.js';
import * as common from '../../words/common.js';
import { hintOf } from '../../words/errors.js';
import * as texts from '../../words/importing.js';
import { Questions } from './Questions.js';

/** What was recognised in one file, what is still missing, and why it cannot be taken where it cannot. */
export function OpenRow({ row, isDisabled }: { readonly row: FoundRow; readonly isDisabled: boolean }) {
  const sheet = useImporting();
  const result = sheet.results.get(row.row);
  const isRefused = row.state === 'refused';
  return (
    <>
      <div className="file-top">
        <File className="icon" aria-hidden />
        <span className="id cut" title={nameOfFile(row) ?? undefined}>
          {nameOfFile(row) ?? common.fromTheClipboard}
        </span>
        {isRefused ? null : <span className="small dim">{texts.p256PrivateKey}</span>}
        <Mark row={row} />
      </div>
      {isRefused && row.error ? (
        <p className="file-words">{texts.andTheFileStays(row.error.message, hintOf(row.error))}</p>
      ) : (
        <Fields row={row} isDisabled={isDisabled || result?.ok === true} />
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
  const sheet = useImporting();
  const obstacle = obstacleOf(row, sheet);
  if (sheet.results.get(row.row)?.ok) return <StateMark tone="good">{common.stored}</StateMark>;
  if (sheet.results.get(row.row)?.error) return <StateMark tone="refused">{common.notStored}</StateMark>;
  if (obstacle === null) return <StateMark tone="good">{common.ready}</StateMark>;
  return <StateMark tone={obstacle.is === 'no' ? 'refused' : obstacle.is === 'wait' ? 'attention' : 'unknown'}>{obstacle.word}</StateMark>;
}

function Fields({ row, isDisabled }: { readonly row: FoundRow; readonly isDisabled: boolean }) {
  const sheet = useImporting();
  const { name = '', role = '' } = sheet.entries.get(row.row) ?? {};
  const set = (change: Parameters<typeof sheet.say>[1]) => sheet.say(row.row, change);
  const keyId = keyIdOf(row, sheet);
  const checked = normaliseKeyId(keyId);
  const help = useId();
  const isEmpty = keyId.trim() === '';
  const isWrong = !isEmpty && !checked.ok;
  const words = isEmpty ? texts.noKeyIdInName : !checked.ok ? checked.message : null;
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
