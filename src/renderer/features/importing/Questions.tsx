import { Button, LinkButton } from '../../components/Button.js';
import { CheckBox } from '../../components/CheckBox.js';
import { clashOf, otherId, otherIssuer, type Row, useImporting } from '../../state/importing.js';
import { useVault } from '../../state/vault.js';

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
          This is an individual key
          <span className="dim">It acts as the person who made it, with that person’s roles, and has no Issuer ID.</span>
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
        The file’s name says <code>{seen}</code>, the field says <code>{typed}</code>. Which is it? App Store Connect lists it beside the
        key.
      </p>
      <div className="row">
        <Button onClick={() => set({ keyId: seen })}>Use {seen}</Button>
        <Button onClick={() => set({ isIdChosen: true })}>Use {typed}</Button>
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
        This file says the Issuer ID is <code>{told}</code>. Another Issuer ID means another organization: import it by itself.
      </p>
      <div className="row">
        <LinkButton onClick={() => sheet.setIssuerId(told)}>Use the file’s for all of them</LinkButton>
      </div>
    </div>
  );
}

/** B-49, B-52 */
function AlreadyThere({ row, at }: { readonly row: Row; readonly at: number }) {
  const { restore } = useImporting();
  const label = useLabel(row.file.found?.storedAs?.id);
  if (!row.file.found?.storedAs?.trashed) return <p className="help">Already stored as {label}.</p>;
  return (
    <div className="ask">
      <p>This key is in the Trash, as {label}.</p>
      <div className="row">
        <Button onClick={() => void restore(at)}>Restore from Trash</Button>
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
      <p>
        {isSameKey
          ? `The same private key is stored as ${label}, under another Key ID.`
          : `${label} has this Key ID with another private key. One of the two is wrong.`}
      </p>
      <dl className="both">
        <div>
          <dt>Stored</dt>
          <dd className="id">
            {other.keyId} {other.fingerprint}
          </dd>
        </div>
        <div>
          <dt>This file</dt>
          <dd className="id">
            {row.keyId.trim().toUpperCase()} {found.fingerprint}
          </dd>
        </div>
      </dl>
      <CheckBox checked={row.keepBoth} onChange={(keepBoth) => set({ keepBoth })}>
        Keep both
        <span className="dim">Otherwise this file is left out. Test connection tells which of them Apple knows.</span>
      </CheckBox>
    </div>
  );
}

function useLabel(id: string | undefined): string {
  const { data } = useVault();
  const key = data?.keys.find((one) => one.id === id);
  const its = data?.organizations.find((one) => one.id === key?.organizationId);
  return key ? `${its?.name ?? '?'} / ${key.name}` : 'another key';
}
