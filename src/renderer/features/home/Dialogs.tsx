import { useState } from 'react';
import type { VaultData } from '../../../shared/ipc/contract.js';
import type { Program } from '../../../shared/model.js';
import { SelectField, TextField } from '../../components/Field.js';
import { FormDialog } from '../../components/FormDialog.js';
import { api, unwrap } from '../../lib/api.js';
import { useView } from '../../state/view.js';
import { ScopedTokenDialog } from '../keys/ScopedTokenDialog.js';
import { Palette } from '../palette/Palette.js';
import { KeyboardSheet } from './KeyboardSheet.js';

/** The small dialogs of the main view; one at a time. */
export function Dialogs({ data }: { readonly data: VaultData }) {
  const { asking } = useView();
  if (!asking) return null;
  const organization = data.organizations.find(({ id }) => id === asking.id);
  const key = data.keys.find(({ id }) => id === asking.id);
  if (asking.ask === 'palette') return <Palette data={data} />;
  if (asking.ask === 'keyboard') return <KeyboardSheet />;
  if (asking.ask === 'new-organization') return <OrganizationDialog before={null} />;
  if (asking.ask === 'edit-organization' && organization) return <OrganizationDialog before={organization} />;
  if (asking.ask === 'rename-key' && key) return <RenameDialog id={key.id} name={key.name} />;
  const its = data.organizations.find(({ id }) => id === key?.organizationId);
  if (asking.ask === 'scoped-token' && key && its) return <ScopedTokenDialog card={key} organization={its} />;
  if (asking.ask === 'move-key' && key) return <MoveDialog data={data} id={key.id} from={key.organizationId} />;
  return null;
}

function OrganizationDialog({ before }: { readonly before: VaultData['organizations'][number] | null }) {
  const { choose } = useView();
  const [name, setName] = useState(before?.name ?? '');
  const [issuerId, setIssuerId] = useState(before?.issuerId ?? '');
  const [program, setProgram] = useState<Program>(before?.program ?? 'app-store');
  const issuer = issuerId.trim() === '' ? null : issuerId;
  const save = async () => {
    if (before) return unwrap(api.organizations.edit({ id: before.id, set: { name, issuerId: issuer } }));
    const { id } = await unwrap(api.organizations.add({ name, issuerId: issuer, program }));
    choose(id);
  };
  return (
    <FormDialog
      title={before ? 'Edit organization' : 'New organization'}
      verb={before ? 'Save' : 'Add'}
      ready={name.trim() !== ''}
      save={save}
    >
      <TextField label="Name" value={name} onChange={({ target }) => setName(target.value)} maxLength={200} />
      <TextField
        label="Issuer ID"
        className="id"
        value={issuerId}
        onChange={({ target }) => setIssuerId(target.value)}
        help="App Store Connect shows it above the team keys, under Integrations. It can be added later."
      />
      {before ? null : (
        <SelectField label="Program" value={program} onChange={({ target }) => setProgram(target.value as Program)}>
          <option value="app-store">App Store Connect</option>
          <option value="enterprise">Enterprise Program</option>
        </SelectField>
      )}
    </FormDialog>
  );
}

function RenameDialog({ id, name: before }: { readonly id: string; readonly name: string }) {
  const [name, setName] = useState(before);
  const save = () => unwrap(api.keys.edit({ key: id, set: { name } }));
  return (
    <FormDialog title={`Rename ${before}`} verb="Rename" ready={name.trim() !== ''} save={save}>
      <TextField label="Name" value={name} onChange={({ target }) => setName(target.value)} maxLength={200} />
    </FormDialog>
  );
}

function MoveDialog({ data, id, from }: { readonly data: VaultData; readonly id: string; readonly from: string }) {
  const others = data.organizations.filter((one) => one.id !== from);
  const [to, setTo] = useState(others[0]?.id ?? '');
  const save = () => unwrap(api.keys.edit({ key: id, set: { organizationId: to } }));
  return (
    <FormDialog title="Move key" verb="Move" ready={to !== ''} save={save}>
      {others.length === 0 ? (
        <p>There is no other organization yet.</p>
      ) : (
        <SelectField
          label="To"
          value={to}
          onChange={({ target }) => setTo(target.value)}
          help="Its tokens carry the new organization’s Issuer ID."
        >
          {others.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </SelectField>
      )}
    </FormDialog>
  );
}
