import { Button, LinkButton } from '../../components/Button.js';
import { CheckBox } from '../../components/CheckBox.js';
import { clashOf, otherId, otherIssuer, type Row, useImporting } from '../../state/importing.js';
import { useVault } from '../../state/vault.js';
import * as common from '../../words/common.js';
import * as texts from '../../words/importing.js';

type Set = (change: Partial<Row>) => void;

/** What only the user can say about a file. Until it is said, nothing of it is stored. */
export function Questions({ row, at, set }: { readonly row: Row; readonly at: number; readonly set: Set }) {
  const { found } = row.file;
  if (!found) return null;
  return (
    <>
      <WhichKeyId row={row} set={set} />
      {row.kind === 'individual' ? (
        <CheckBox className="ask" checked={row.isIndividual} onChange={(isIndividual) => set({ isIndividual })}>
          {texts.thisIsAnIndividualKey}
          <span className="dim">{texts.whatIndividualMeans}</span>
        </CheckBox>
      ) : null}
      <WhichIssuer row={row} />
      {found.storedAs ? <AlreadyThere row={row} at={at} /> : <Clash row={row} set={set} />}
    </>
  );
}

/** B-44 */
function WhichKeyId({ row, set }: { readonly row: Row; readonly set: Set }) {
  const seen = otherId(row);
  if (seen === null || row.isIdChosen) return null;
  const typed = row.keyId.trim().toUpperCase();
  return (
    <div className="ask" role="alert">
      <p>
        {texts.theFilesNameSays} <code>{seen}</code>
        {texts.theFieldSays} <code>{typed}</code>
        {texts.whichIsIt}
      </p>
      <div className="row">
        <Button onClick={() => set({ keyId: seen })}>{texts.use(seen)}</Button>
        <Button onClick={() => set({ isIdChosen: true })}>{texts.use(typed)}</Button>
      </div>
    </div>
  );
}

function WhichIssuer({ row }: { readonly row: Row }) {
  const sheet = useImporting();
  const told = otherIssuer(row, sheet);
  if (told === null) return null;
  return (
    <div className="ask" role="alert">
      <p>
        {texts.fileSaysIssuerId} <code>{told}</code>
        {texts.importByItself}
      </p>
      <div className="row">
        <LinkButton onClick={() => sheet.setIssuerId(told)}>{texts.useTheFilesForAll}</LinkButton>
      </div>
    </div>
  );
}

/** B-49, B-52 */
function AlreadyThere({ row, at }: { readonly row: Row; readonly at: number }) {
  const { restore } = useImporting();
  const label = useLabel(row.file.found?.storedAs?.id);
  if (!row.file.found?.storedAs?.trashed) return <p className="help">{texts.alreadyStoredAs(label)}</p>;
  return (
    <div className="ask">
      <p>{texts.isInTheTrash(label)}</p>
      <div className="row">
        <Button onClick={() => void restore(at)}>{texts.restoreFromTrash}</Button>
      </div>
    </div>
  );
}

/** B-50, B-51: both are shown, and nothing is chosen for the user. */
function Clash({ row, set }: { readonly row: Row; readonly set: Set }) {
  const other = clashOf(row);
  const label = useLabel(other?.id);
  const { found } = row.file;
  if (!other || !found) return null;
  const isSameKey = other.fingerprint === found.fingerprint;
  return (
    <div className="ask" role="alert">
      <p>{isSameKey ? texts.sameKeyStoredAs(label) : texts.otherKeyStoredAs(label)}</p>
      <dl className="both">
        <div>
          <dt>{common.stored}</dt>
          <dd className="id">
            {other.keyId} {other.fingerprint}
          </dd>
        </div>
        <div>
          <dt>{texts.thisFile}</dt>
          <dd className="id">
            {row.keyId.trim().toUpperCase()} {found.fingerprint}
          </dd>
        </div>
      </dl>
      <CheckBox checked={row.keepBoth} onChange={(keepBoth) => set({ keepBoth })}>
        {common.keepBoth}
        <span className="dim">{texts.otherwiseLeftOut}</span>
      </CheckBox>
    </div>
  );
}

function useLabel(id: string | undefined): string {
  const { data } = useVault();
  const key = data?.keys.find((one) => one.id === id);
  const its = data?.organizations.find((one) => one.id === key?.organizationId);
  return key ? `${its?.name ?? '?'} / ${key.name}` : texts.anotherKey;
}
