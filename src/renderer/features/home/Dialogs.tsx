import { useState } from 'react';
import type { VaultData } from '../../../shared/ipc/contract.js';
import { TextField } from '../../components/Field.js';
import { FormDialog } from '../../components/FormDialog.js';
import { api, unwrap } from '../../lib/api.js';
import { useView } from '../../state/view.js';
import * as common from '../../words/common.js';
import * as texts from '../../words/home.js';
import { IdentifyDialog } from '../importing/IdentifyDialog.js';
import { ScopedTokenDialog } from '../keys/ScopedTokenDialog.js';
import { EditOrganizationDialog, NewOrganizationDialog } from '../organizations/OrganizationDialog.js';
import { Palette } from '../palette/Palette.js';
import { isVaultDialog } from '../vault/vault-dialogs.js';
import { KeyboardSheet } from './KeyboardSheet.js';
import { VaultDialogs } from './later-panes.js';
import { MoveDialog } from './MoveDialog.js';

/** The small dialogs of the main view; one at a time. */
export function Dialogs({ data }: { readonly data: VaultData }) {
  const { asking } = useView();
  if (!asking) return null;
  const organization = data.organizations.find(({ id }) => id === asking.id);
  const key = data.keys.find(({ id }) => id === asking.id);
  if (asking.ask === 'palette') return <Palette data={data} />;
  if (asking.ask === 'identify') return <IdentifyDialog data={data} />;
  if (asking.ask === 'keyboard') return <KeyboardSheet />;
  if (asking.ask === 'new-organization') return <NewOrganizationDialog />;
  if (asking.ask === 'edit-organization' && organization) return <EditOrganizationDialog data={data} before={organization} />;
  if (asking.ask === 'rename-key' && key) return <RenameDialog id={key.id} name={key.name} />;
  const its = data.organizations.find(({ id }) => id === key?.organizationId);
  if (asking.ask === 'scoped-token' && key && its) return <ScopedTokenDialog card={key} organization={its} />;
  if (asking.ask === 'move-key' && key) return <MoveDialog data={data} card={key} />;
  if (isVaultDialog(asking.ask)) return <VaultDialogs ask={asking.ask} data={data} />;
  return null;
}

function RenameDialog({ id, name: before }: { readonly id: string; readonly name: string }) {
  const [name, setName] = useState(before);
  const save = () => unwrap(api.keys.edit({ key: id, set: { name } }));
  return (
    <FormDialog title={texts.renameThis(before)} verb={texts.rename2} ready={name.trim() !== ''} save={save}>
      <TextField label={common.name} dir="auto" value={name} onChange={({ target }) => setName(target.value)} maxLength={200} />
    </FormDialog>
  );
}
