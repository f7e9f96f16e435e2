import { File, KeyRound } from 'lucide-react';
import type { FoundRow } from '../../../shared/ipc/contract.js';
import { showName } from '../../../shared/text.js';
import { StateMark } from '../../components/State.js';
import { nameOfFile, obstacleOf, tilde } from '../../lib/vault/import-rows.js';
import { useTests } from '../../state/connection-tests.js';
import { useImporting } from '../../state/importing.js';
import { useVault } from '../../state/vault.js';
import * as common from '../../words/common.js';
import { hintOf } from '../../words/errors.js';
import * as found from '../../words/found.js';
import * as texts from '../../words/importing.js';
import { verdict } from '../keys/verdict.js';
import { useStored } from './Questions.js';

/** One key that was stored, or why it was not. */
export function ResultRow({ row }: { readonly row: FoundRow }) {
  const sheet = useImporting();
  const result = sheet.results.get(row.row);
  const { key, label } = useStored(result?.id);
  const error = result?.error ?? (row.state === 'refused' ? row.error : null);
  const Icon = key ? KeyRound : File;
  return (
    <div className={sheet.isBrief ? undefined : 'found-row is-result'}>
      <div className="found-what">
        <div className="file-top">
          <Icon className="icon" aria-hidden />
          {key ? (
            <strong className="cut">{sheet.isBrief ? key.name : label}</strong>
          ) : (
            <span className="id cut">
              {sheet.isBrief ? (nameOfFile(row) ?? common.fromTheClipboard) : (result?.keyId ?? row.keyId ?? '')}
            </span>
          )}
          {key ? <code className="dim">{key.keyId}</code> : null}
          {key && key.roles.length > 0 ? <span className="dim">{key.roles.map(common.roleName).join(', ')}</span> : null}
          <Mark row={row} />
        </div>
        {sheet.isBrief || row.path === null ? null : (
          <p className="found-from dim file-words" title={showName(row.path)}>
            {showName(tilde(row.path))}
          </p>
        )}
        {error && error.code !== 'E_CANCELLED' ? (
          <p className="file-words">
            {error.message} {hintOf(error)}
          </p>
        ) : null}
        {!error && !result?.ok ? <p className="file-words">{obstacleOf(row, sheet)?.word ?? texts.leftOut}.</p> : null}
        {result?.warnings.map(({ code, message }) => (
          <p key={code} className="file-words">
            {message}
          </p>
        ))}
        {result?.ok && sheet.isBrief ? <Steps id={result.id ?? ''} /> : null}
      </div>
    </div>
  );
}

function Mark({ row }: { readonly row: FoundRow }) {
  const { results, isBrief } = useImporting();
  const result = results.get(row.row);
  const has = (code: string) => result?.warnings.some((warning) => warning.code === code) ?? false;
  if (!result?.ok) {
    const isCancelled = result?.error?.code === 'E_CANCELLED';
    return <StateMark tone={isCancelled ? 'unknown' : 'refused'}>{isCancelled ? found.cancelledNotStored : common.notStored}</StateMark>;
  }
  if (has('W_DUPLICATE')) return <StateMark tone="good">{common.alreadyStored}</StateMark>;
  if (has('W_RESTORED')) return <StateMark tone="good">{common.backFromTheTrash}</StateMark>;
  return <StateMark tone="good">{isBrief ? common.storedAndVerified : common.stored}</StateMark>;
}

/** What was done with it, and what Apple says of it by now. */
function Steps({ id }: { readonly id: string }) {
  const { data } = useVault();
  const isTesting = useTests(({ running }) => running.has(id));
  const result = useTests(({ results }) => results[id]);
  const card = data?.keys.find((key) => key.id === id);
  const answer = card ? verdict(card, result, data) : null;
  const isAsking = isTesting || !answer;
  return (
    <p className="file-words file-steps">
      <span>{texts.savedAndReadBack}</span>
      <span>{texts.signatureChecked}</span>
      <StateMark tone={isAsking ? 'unknown' : answer.tone} busy={isAsking}>
        {isAsking ? common.askingApple : answer.words}
      </StateMark>
    </p>
  );
}
