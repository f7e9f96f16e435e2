import { Check } from 'lucide-react';
import { useId } from 'react';
import { normaliseKeyId } from '../../../shared/apple/ids.js';
import type { FoundRow } from '../../../shared/ipc/contract.js';
import { showName } from '../../../shared/text.js';
import { toolOf } from '../../../shared/tools/registry.js';
import { StateMark } from '../../components/State.js';
import { canPick, markOf, nameOf, obstacleOf, tilde } from '../../lib/vault/import-rows.js';
import { useImporting } from '../../state/importing.js';
import { useVault } from '../../state/vault.js';
import * as common from '../../words/common.js';
import { hintOf } from '../../words/errors.js';
import * as texts from '../../words/found.js';
import { Clash, useStored } from './Questions.js';

interface Props {
  readonly row: FoundRow;
  /** What all paths begin with. */
  readonly folder: string;
  readonly isCurrent: boolean;
  readonly isDisabled: boolean;
}

/** One key of a preview: which, from which tool and file, where it goes, and what is in its way. */
export function ListRow({ row, folder, isCurrent, isDisabled }: Props) {
  const found = useImporting();
  const { data } = useVault();
  const isPicked = found.picked.has(row.row) && canPick(row);
  const source = sourceOf(row, folder);
  const tab = isCurrent ? 0 : -1;
  const obstacle = obstacleOf(row, found);
  const mark = markOf(row, found);
  const name = row.keyId ?? texts.keyWithoutKeyId;
  const isFixed = isDisabled || !canPick(row);
  return (
    <div className={`found-row ${obstacle?.is === 'there' || obstacle?.is === 'no' ? 'is-out' : ''}`}>
      <span className="found-number" aria-hidden>
        {row.row}
      </span>
      <span className="tick check">
        <input
          type="checkbox"
          aria-label={texts.row(row.row, name, source)}
          checked={isPicked}
          aria-disabled={isFixed}
          tabIndex={tab}
          onChange={({ target }) => !isFixed && found.pick([row.row], target.checked)}
        />
        <Check className="icon" aria-hidden />
      </span>
      <div className="found-what">
        <p className="found-line">
          {row.keyId === null && canPick(row) ? (
            <KeyIdField row={row.row} tabIndex={tab} isDisabled={isDisabled} />
          ) : (
            <strong className="id">{row.keyId ?? source}</strong>
          )}
          {row.name && row.name !== row.keyId ? <span className="cut">{showName(row.name)}</span> : null}
          {row.kind === 'individual' ? <span className="badge">{common.individualKey}</span> : null}
          {row.program === 'enterprise' ? <span className="badge">{common.enterpriseProgram}</span> : null}
        </p>
        {row.keyId === null && !canPick(row) ? null : (
          <p className="found-from dim" title={showName(row.path ?? '')}>
            {source}
          </p>
        )}
        <Words row={row} isPicked={isPicked} />
        {isPicked ? <Clash row={row} tabIndex={tab} /> : null}
      </div>
      <span className="found-to cut" title={targetOf(row, nameOf(found.into, data))}>
        {canPick(row) ? targetOf(row, nameOf(found.into, data)) : ''}
      </span>
      <StateMark tone={mark.tone}>{mark.word}</StateMark>
    </div>
  );
}

function KeyIdField({ row, tabIndex, isDisabled }: { readonly row: number; readonly tabIndex: number; readonly isDisabled: boolean }) {
  const { entries, say, pick } = useImporting();
  const text = entries.get(row)?.keyId ?? '';
  const checked = normaliseKeyId(text);
  const help = useId();
  const isWrong = text.trim() !== '' && !checked.ok;
  return (
    <>
      <input
        type="text"
        className="field id found-id"
        aria-label={texts.keyIdOfRow(row)}
        aria-invalid={isWrong}
        aria-describedby={isWrong ? help : undefined}
        placeholder={common.keyId}
        value={text}
        disabled={isDisabled}
        tabIndex={tabIndex}
        autoComplete="off"
        spellCheck={false}
        onChange={({ target }) => {
          say(row, { keyId: target.value });
          pick([row], true);
        }}
      />
      {isWrong ? (
        <span id={help} className="is-refused small">
          {checked.message}
        </span>
      ) : null}
    </>
  );
}

/** Everything odd about it, each in its own words. */
function Words({ row, isPicked }: { readonly row: FoundRow; readonly isPicked: boolean }) {
  const { decisions } = useImporting();
  const decision = decisions.get(row.row);
  const { key, label } = useStored(decision?.stored);
  const clashes = row.state === 'conflict' && !isPicked;
  const words = [
    ...(row.keyPath !== null && canPick(row) ? [texts.itsKeyIsIn(showName(tilde(row.keyPath)))] : []),
    ...(row.error && row.state !== 'conflict' ? [`${row.error.message} ${hintOf(row.error)}`] : []),
    ...(clashes && row.error
      ? [key && key.keyId === row.keyId ? texts.sameKeyIdOtherKey(label) : texts.pickToBeAsked(row.error.message)]
      : []),
    ...(row.state === 'trashed' ? [texts.isInTheTrash] : []),
    ...(row.state === 'known-id' && row.storedAs !== null ? [texts.sameKeyIdUnread(row.storedAs)] : []),
    ...(canPick(row) && decision?.wants === 'which-issuer-id' ? [texts.otherIssuerId(row.organization, row.issuerId)] : []),
    ...row.warnings.map(({ message }) => message),
  ];
  return words.map((text) => (
    <p key={text} className={`found-words ${row.state === 'refused' ? 'is-refused' : ''}`}>
      {text}
    </p>
  ));
}

const targetOf = ({ organization }: FoundRow, rest: string): string => `→ ${showName(organization ?? rest) || '?'}`;

function sourceOf({ tool, path, record }: FoundRow, folder: string): string {
  if (path === null) return common.fromTheClipboard;
  const where = showName(tool === null && path.startsWith(folder) ? path.slice(folder.length) : tilde(path));
  const whose = tool === null ? '' : `${toolOf(tool).name}: `;
  return `${whose}${where}${record === null ? '' : texts.keyInFile(record)}`;
}
