import type { FoundRow } from '../../../shared/ipc/contract.js';
import { Button, LinkButton } from '../../components/Button.js';
import { CheckBox } from '../../components/CheckBox.js';
import { asksWhichToKeep, keyIdOf, kindOf } from '../../lib/vault/import-rows.js';
import { useImporting } from '../../state/importing.js';
import { useVault } from '../../state/vault.js';
import * as common from '../../words/common.js';
import * as texts from '../../words/importing.js';

interface Props {
  readonly row: FoundRow;
}

/** What only the user can say about a key, as the strongroom asks for it. Until it is said, nothing of it is stored. */
export function Questions({ row }: Props) {
  const { decisions } = useImporting();
  const decision = decisions.get(row.row);
  if (row.state === 'stored' && decision?.wants === 'key-id')
    return <p className="help">{texts.alreadyStoredAs(row.storedAs ?? texts.anotherKey)}</p>;
  return (
    <>
      {decision?.wants === 'which-key-id' ? <WhichKeyId row={row} /> : null}
      <Individual row={row} />
      {decision?.wants === 'which-issuer-id' && row.issuerId !== null ? <WhichIssuer issuerOfFile={row.issuerId} /> : null}
      {decision?.is === 'new' || !decision ? <Clash row={row} /> : <AlreadyThere row={row} />}
    </>
  );
}

/** B-44 */
function WhichKeyId({ row }: Props) {
  const sheet = useImporting();
  const typed = keyIdOf(row, sheet).trim().toUpperCase();
  const seen = row.keyId ?? '';
  return (
    <div className="ask" role="alert">
      <p>
        {texts.theFilesNameSays} <code>{seen}</code>
        {texts.theFieldSays} <code>{typed}</code>
        {texts.whichIsIt}
      </p>
      <div className="row">
        <Button onClick={() => sheet.say(row.row, { keyId: seen })}>{texts.use(seen)}</Button>
        <Button onClick={() => sheet.say(row.row, { keyIdIsChosen: true })}>{texts.use(typed)}</Button>
      </div>
    </div>
  );
}

/** B-48 */
function Individual({ row }: Props) {
  const sheet = useImporting();
  if (kindOf(row, sheet) !== 'individual') return null;
  return (
    <CheckBox
      className="ask"
      checked={sheet.entries.get(row.row)?.isIndividual ?? false}
      onChange={(isIndividual) => sheet.say(row.row, { isIndividual })}
    >
      {texts.thisIsAnIndividualKey}
      <span className="dim">{texts.whatIndividualMeans}</span>
    </CheckBox>
  );
}

function WhichIssuer({ issuerOfFile }: { readonly issuerOfFile: string }) {
  const { setIssuerId } = useImporting();
  return (
    <div className="ask" role="alert">
      <p>
        {texts.fileSaysIssuerId} <code>{issuerOfFile}</code>
        {texts.importByItself}
      </p>
      <div className="row">
        <LinkButton onClick={() => setIssuerId(issuerOfFile)}>{texts.useTheFilesForAll}</LinkButton>
      </div>
    </div>
  );
}

/** B-49, B-52 */
function AlreadyThere({ row }: Props) {
  const { decisions, restore } = useImporting();
  const { is, stored } = decisions.get(row.row) ?? {};
  const { label } = useStored(stored);
  if (is !== 'trashed') return <p className="help">{texts.alreadyStoredAs(label)}</p>;
  return (
    <div className="ask">
      <p>{texts.isInTheTrash(label)}</p>
      <div className="row">
        <Button onClick={() => void restore(row.row)}>{texts.restoreFromTrash}</Button>
      </div>
    </div>
  );
}

/** B-50, B-51: both are shown, and nothing is chosen for the user. `tabIndex`: of a row in a list. */
export function Clash({ row, tabIndex }: Props & { readonly tabIndex?: number }) {
  const sheet = useImporting();
  const { keepBoth = false } = sheet.entries.get(row.row) ?? {};
  const decision = sheet.decisions.get(row.row);
  const { label, key } = useStored(decision?.stored);
  if (!keepBoth && !asksWhichToKeep(row, sheet)) return null;
  return (
    <div className="ask" role="alert">
      <p>
        {key === undefined
          ? (row.error?.message ?? decision?.error?.message)
          : key.fingerprint === row.fingerprint
            ? texts.sameKeyStoredAs(label)
            : texts.otherKeyStoredAs(label)}
      </p>
      {key ? (
        <dl className="both">
          <div>
            <dt>{common.stored}</dt>
            <dd className="id">
              {key.keyId} {key.fingerprint}
            </dd>
          </div>
          <div>
            <dt>{texts.thisFile}</dt>
            <dd className="id">
              {keyIdOf(row, sheet).trim().toUpperCase()} {row.fingerprint}
            </dd>
          </div>
        </dl>
      ) : null}
      <CheckBox checked={keepBoth} onChange={(both) => sheet.say(row.row, { keepBoth: both })} tabIndex={tabIndex}>
        {common.keepBoth}
        <span className="dim">{texts.otherwiseLeftOut}</span>
      </CheckBox>
    </div>
  );
}

/** The stored key, and what it is called. */
export function useStored(id: string | null | undefined) {
  const { data } = useVault();
  const key = data?.keys.find((one) => one.id === id);
  const its = data?.organizations.find((one) => one.id === key?.organizationId);
  return { key, label: key ? `${its?.name ?? '?'} / ${key.name}` : texts.anotherKey };
}
