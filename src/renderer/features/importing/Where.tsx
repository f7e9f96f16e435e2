import { looksSwapped, normaliseIssuerId } from '../../../shared/apple/ids.js';
import type { VaultData } from '../../../shared/ipc/contract.js';
import { TextField } from '../../components/Field.js';
import { StateMark } from '../../components/State.js';
import { canPick, type Into, issuerOf, keyIdOf, kindOf } from '../../lib/vault/import-rows.js';
import { useImporting } from '../../state/importing.js';
import { useVault } from '../../state/vault.js';
import * as common from '../../words/common.js';
import * as found from '../../words/found.js';
import * as texts from '../../words/importing.js';
import { IntoField } from './IntoField.js';

/** Which organization, and its Issuer ID: for all keys where they are few, else for those whose files name no team. */
export function Where({ isDisabled }: { readonly isDisabled: boolean }) {
  const { data } = useVault();
  const sheet = useImporting();
  const { preview, isBrief, into, issuerId, setInto, setIssuerId } = sheet;
  const all = preview?.rows.filter((row) => (isBrief ? row.state !== 'refused' : canPick(row))) ?? [];
  const rows = isBrief ? all : all.filter(({ organization }) => organization === null);
  if (!isBrief && rows.length === 0) return null;
  const known = issuerOf(into, data);
  const checked = normaliseIssuerId(issuerId);
  const isSwapped = rows.some((row) => looksSwapped(keyIdOf(row, sheet), issuerId));
  return (
    <div className="where">
      <IntoField
        label={rows.length === all.length ? common.organization : found.homelessGoInto}
        into={into}
        isDisabled={isDisabled}
        onChange={setInto}
      />
      {rows.some((row) => kindOf(row, sheet) === 'team') ? (
        <div className="issuer">
          <TextField
            label={common.issuerId}
            className="id"
            value={issuerId}
            disabled={isDisabled}
            placeholder={common.issuerIdShape}
            onChange={({ target }) => setIssuerId(target.value)}
            error={issuerId.trim() !== '' && !checked.ok ? (isSwapped ? texts.lookSwapped : checked.message) : null}
          />
          <p className="help issuer-says">
            {checked.ok && known === checked.value ? (
              <StateMark tone="good">{sameAs(data, into)}</StateMark>
            ) : checked.ok && known !== '' ? (
              <StateMark tone="attention">{texts.notItsIssuerId}</StateMark>
            ) : (
              common.whereTheIssuerIdIs
            )}
          </p>
        </div>
      ) : null}
    </div>
  );
}

/** Whose Issuer ID it is, and how many keys already go by it. */
function sameAs(data: VaultData | null, into: Into): string {
  const id = 'id' in into ? into.id : null;
  const name = data?.organizations.find((one) => one.id === id)?.name ?? texts.theOrganization;
  const keys = data?.keys.filter((key) => key.organizationId === id && key.kind === 'team' && key.trashedAt === null).length ?? 0;
  return texts.sameAs(name, keys);
}
