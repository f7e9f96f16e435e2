import { CircleCheck, Copy, OctagonX, TriangleAlert } from 'lucide-react';
import type { FoundRow, ImportedFile } from '../../../shared/ipc/contract.js';
import { showName } from '../../../shared/text.js';
import { Button } from '../../components/Button.js';
import { Dialog } from '../../components/Dialog.js';
import { LongList } from '../../components/LongList.js';
import { StateMark } from '../../components/State.js';
import { resultLine, resultReport, tilde } from '../../lib/vault/found-rows.js';
import { useTests } from '../../state/connection-tests.js';
import { useFinding } from '../../state/finding.js';
import { useVault } from '../../state/vault.js';
import { useView } from '../../state/view.js';
import * as common from '../../words/common.js';
import { hintOf } from '../../words/errors.js';
import * as texts from '../../words/found.js';
import { copyText } from '../keys/CopyId.js';

/** What became of every key; what was not stored comes first. */
export function FoundDone() {
  const { preview, results, again, close } = useFinding();
  const { data } = useVault();
  const rows = preview?.rows ?? [];
  const tried = rows.flatMap((row) => {
    const result = results.get(row.row);
    return result ? [{ row, result }] : [];
  });
  const bad = tried.filter(({ result }) => !result.ok);
  const good = tried.filter(({ result }) => result.ok);
  const shown = [...bad, ...good];
  const isStopped = bad.some(({ result }) => result.error?.code === 'E_CANCELLED');
  const ids = good.flatMap(({ result }) => (result.id ? [result.id] : []));
  const finish = () => {
    const first = data?.keys.find(({ id }) => id === ids[0]);
    if (first) useView.getState().choose(first.organizationId);
    close();
  };
  const test = () => {
    finish();
    void useTests.getState().run(ids);
  };
  const foot = (
    <>
      <span className="note">{texts.filesStay}</span>
      {bad.length > 0 ? <Button onClick={again}>{common.backToTheRest}</Button> : null}
      {ids.length > 20 ? <Button onClick={test}>{texts.testAll(ids.length)}</Button> : null}
      <Button icon={<Copy className="icon" aria-hidden />} onClick={() => copyText(common.summary, resultReport(rows, results))}>
        {common.copySummary}
      </Button>
      <Button look="primary" onClick={finish}>
        {common.done}
      </Button>
    </>
  );
  const Glyph = good.length === 0 ? OctagonX : bad.length > 0 ? TriangleAlert : CircleCheck;
  const tone = good.length === 0 ? 'refused' : bad.length > 0 ? 'attention' : 'good';
  return (
    <Dialog
      size="sheet"
      title={isStopped ? texts.stopped : good.length === 0 ? texts.nothingWasStored : common.storedAndVerified}
      glyph={<Glyph className={`icon is-${tone}`} aria-hidden />}
      lead={
        <span role="status">
          {resultLine(tried.map(({ result }) => result))}
          {good.length > 0 ? texts.wasReadBack : ''}
        </span>
      }
      onClose={finish}
      foot={foot}
    >
      <LongList
        label={common.results}
        count={shown.length}
        estimate={61}
        row={(index, isCurrent) => {
          const one = shown[index];
          return one ? <Result row={one.row} result={one.result} isCurrent={isCurrent} /> : null;
        }}
      />
    </Dialog>
  );
}

function Result({ row, result, isCurrent }: { readonly row: FoundRow; readonly result: ImportedFile; readonly isCurrent: boolean }) {
  const { keepBoth } = useFinding();
  const { data } = useVault();
  const key = data?.keys.find(({ id }) => id === result.id);
  const whose = data?.organizations.find(({ id }) => id === key?.organizationId)?.name;
  const has = (code: string) => result.warnings.some((warning) => warning.code === code);
  const { error } = result;
  return (
    <div className="found-row is-result">
      <div className="found-what">
        <p className="found-line">
          <strong className="id">{result.keyId ?? row.keyId ?? ''}</strong>
          {key ? <span className="cut">{`${whose} / ${key.name}`}</span> : null}
        </p>
        <p className="found-from dim" title={showName(row.path)}>
          {showName(tilde(row.path))}
        </p>
        {error && error.code !== 'E_CANCELLED' ? (
          <p className="found-words is-refused">
            {error.message} {hintOf(error)}
          </p>
        ) : null}
        {result.warnings.map(({ code, message }) => (
          <p key={code} className="found-words">
            {message}
          </p>
        ))}
        {error?.code === 'E_KEY_CONFLICT' ? (
          <Button tabIndex={isCurrent ? 0 : -1} onClick={() => void keepBoth(row.row)}>
            {common.keepBoth}
          </Button>
        ) : null}
      </div>
      {error ? (
        <StateMark tone={error.code === 'E_CANCELLED' ? 'unknown' : 'refused'}>
          {error.code === 'E_CANCELLED' ? texts.cancelledNotStored : common.notStored}
        </StateMark>
      ) : (
        <StateMark tone="good">
          {has('W_DUPLICATE') ? common.alreadyStored : has('W_RESTORED') ? common.backFromTheTrash : common.stored}
        </StateMark>
      )}
    </div>
  );
}
