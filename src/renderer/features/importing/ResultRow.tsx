import { File, KeyRound } from 'lucide-react';
import type { FoundRow, KeyData } from '../../../shared/ipc/contract.js';
import { showName } from '../../../shared/text.js';
import { Copied, LinkButton } from '../../components/Button.js';
import { StateMark } from '../../components/State.js';
import { nameOfFile, obstacleOf, tilde } from '../../lib/vault/import-rows.js';
import { useTests } from '../../state/connection-tests.js';
import { useImporting } from '../../state/importing.js';
import { useTokens } from '../../state/tokens.js';
import { useVault } from '../../state/vault.js';
import * as common from '../../words/common.js';
import { hintOf } from '../../words/errors.js';
import * as found from '../../words/found.js';
import * as texts from '../../words/importing.js';
import { isUnnamed, labelOf } from '../keys/key-actions.js';
import { verdict } from '../keys/verdict.js';
import { useStored } from './Questions.js';

interface Props {
  readonly row: FoundRow;
  /** Its token can be copied here; where there is one key alone, the sheet's own button does. */
  readonly hasCopy: boolean;
  readonly onWhy: (key: KeyData) => void;
}

/** One key that was stored, or why it was not. */
export function ResultRow({ row, hasCopy, onWhy }: Props) {
  const sheet = useImporting();
  const result = sheet.results.get(row.row);
  const { key, label } = useStored(result?.id);
  const error = result?.error ?? (row.state === 'refused' ? row.error : null);
  const obstacle = obstacleOf(row, sheet);
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
          {key && !isUnnamed(key) ? <code className="dim">{key.keyId}</code> : null}
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
        {!error && !result?.ok && obstacle?.is !== 'there' ? <p className="file-words">{obstacle?.word ?? texts.leftOut}.</p> : null}
        {result?.warnings.map(({ code, message }) => (
          <p key={code} className="file-words">
            {message}
          </p>
        ))}
        {result?.ok && key ? <Steps card={key} hasCopy={hasCopy} onWhy={onWhy} /> : null}
      </div>
    </div>
  );
}

function Mark({ row }: { readonly row: FoundRow }) {
  const sheet = useImporting();
  const result = sheet.results.get(row.row);
  const obstacle = obstacleOf(row, sheet);
  const has = (code: string) => result?.warnings.some((warning) => warning.code === code) ?? false;
  if (!result && obstacle?.is === 'there') return <StateMark tone="unknown">{obstacle.word}</StateMark>;
  if (!result?.ok) {
    const isCancelled = result?.error?.code === 'E_CANCELLED';
    return <StateMark tone={isCancelled ? 'unknown' : 'refused'}>{isCancelled ? found.cancelledNotStored : common.notStored}</StateMark>;
  }
  if (has('W_DUPLICATE')) return <StateMark tone="good">{common.alreadyStored}</StateMark>;
  if (has('W_RESTORED')) return <StateMark tone="good">{common.backFromTheTrash}</StateMark>;
  return <StateMark tone="good">{sheet.isBrief ? common.storedAndVerified : common.stored}</StateMark>;
}

/** What was done with it, what Apple says of it by now, and what to do with it next. */
function Steps({ card, hasCopy, onWhy }: { readonly card: KeyData } & Omit<Props, 'row'>) {
  const { data } = useVault();
  const isTesting = useTests(({ running }) => running.has(card.id));
  const result = useTests(({ results }) => results[card.id]);
  const answer = verdict(card, result, data);
  const isCopied = useTokens(({ justCopied }) => justCopied === card.id);
  const its = data?.organizations.find(({ id }) => id === card.organizationId);
  return (
    <div className="file-words file-steps">
      <span>{texts.savedAndReadBack}</span>
      <span>{texts.signatureChecked}</span>
      <StateMark tone={isTesting ? 'unknown' : answer.tone} busy={isTesting}>
        {isTesting ? common.askingApple : answer.words}
      </StateMark>
      {answer.why && !isTesting ? <LinkButton onClick={() => onWhy(card)}>{common.why}</LinkButton> : null}
      {hasCopy ? (
        <LinkButton
          aria-label={texts.copyTokenOf(card.name)}
          onClick={() => void useTokens.getState().copy({ id: card.id, label: labelOf(card, its) })}
        >
          <Copied on={isCopied}>{common.copyToken}</Copied>
        </LinkButton>
      ) : null}
    </div>
  );
}
