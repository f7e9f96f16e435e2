import { type ReactNode, useState } from 'react';
import type { VaultData } from '../../../shared/ipc/contract.js';
import type { Organization, Program } from '../../../shared/model.js';
import { SelectField, TextField } from '../../components/Field.js';
import { FormDialog } from '../../components/FormDialog.js';
import { NotesField } from '../../components/NotesField.js';
import { api, unwrap } from '../../lib/api.js';
import { keysOf } from '../../lib/vault/key-index.js';
import { tagsOf } from '../../lib/vault/organizations.js';
import { useView } from '../../state/view.js';
import * as common from '../../words/common.js';
import * as texts from '../../words/organizations.js';

const programs: Readonly<Record<Program, string>> = { 'app-store': texts.appStoreConnect, enterprise: common.enterpriseProgram };
const blankIsNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

/** What every organization has, new or not. */
function useNaming(name: string, issuerId: string) {
  const [now, set] = useState({ name, issuerId });
  return { ...now, set: (change: Partial<typeof now>) => set({ ...now, ...change }) };
}
type Naming = ReturnType<typeof useNaming>;
const named = ({ name, issuerId }: Naming) => ({ name, issuerId: blankIsNull(issuerId) });

function OrganizationForm(props: {
  readonly title: string;
  readonly verb: string;
  readonly naming: Naming;
  readonly save: () => Promise<unknown>;
  readonly children: ReactNode;
}) {
  const { title, verb, naming, save, children } = props;
  const { name, issuerId, set } = naming;
  return (
    <FormDialog title={title} verb={verb} ready={name.trim() !== ''} save={save}>
      <TextField label={common.name} dir="auto" value={name} onChange={({ target }) => set({ name: target.value })} maxLength={200} />
      <TextField
        label={common.issuerId}
        className="id"
        value={issuerId}
        onChange={({ target }) => set({ issuerId: target.value })}
        maxLength={64}
        help={texts.issuerIdCanWait}
      />
      {children}
    </FormDialog>
  );
}

export function NewOrganizationDialog() {
  const { choose } = useView();
  const naming = useNaming('', '');
  const [program, setProgram] = useState<Program>('app-store');
  const save = async () => {
    const { id } = await unwrap(api.organizations.add({ ...named(naming), program }));
    choose(id);
  };
  return (
    <OrganizationForm title={common.newOrganization} verb={texts.add} naming={naming} save={save}>
      <SelectField label={texts.program} value={program} onChange={({ target }) => setProgram(target.value as Program)}>
        {Object.entries(programs).map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </SelectField>
    </OrganizationForm>
  );
}

/** Everything about a client that its keys share. What was not touched is not sent, so another window's change stays. */
export function EditOrganizationDialog({ data, before }: { readonly data: VaultData; readonly before: Organization }) {
  const naming = useNaming(before.name, before.issuerId ?? '');
  const [tags, setTags] = useState(before.tags.join(', '));
  const [teamId, setTeamId] = useState(before.teamId ?? '');
  const [vendorNumber, setVendorNumber] = useState(before.vendorNumber ?? '');
  const [defaultKeyId, setDefaultKeyId] = useState(before.defaultKeyId ?? '');
  const [notes, setNotes] = useState(before.notes);
  const keys = keysOf(data, before.id);
  const save = async () => {
    const after = {
      ...named(naming),
      tags: tagsOf(tags),
      teamId: blankIsNull(teamId),
      vendorNumber: blankIsNull(vendorNumber),
      defaultKeyId: defaultKeyId === '' ? null : defaultKeyId,
      notes,
    };
    const set = Object.fromEntries(
      Object.entries(after).filter(([field, value]) => JSON.stringify(value) !== JSON.stringify(before[field as keyof typeof after])),
    );
    return Object.keys(set).length === 0 || (await unwrap(api.organizations.edit({ id: before.id, set }))).changed;
  };
  return (
    <OrganizationForm title={texts.editOrganization} verb={texts.save} naming={naming} save={save}>
      <div className="form-pair">
        <TextField label={texts.teamId} className="id" value={teamId} onChange={({ target }) => setTeamId(target.value)} maxLength={50} />
        <TextField
          label={texts.vendorNumber}
          className="id"
          value={vendorNumber}
          onChange={({ target }) => setVendorNumber(target.value)}
          maxLength={50}
        />
      </div>
      <SelectField
        label={texts.defaultKey}
        value={defaultKeyId}
        onChange={({ target }) => setDefaultKeyId(target.value)}
        help={texts.whatDefaultMeans(before.name, programs[before.program])}
      >
        <option value="">{texts.none}</option>
        {keys.map((key) => (
          <option key={key.id} value={key.id}>
            {`${key.name} (${key.keyId})`}
          </option>
        ))}
      </SelectField>
      <TextField
        label={texts.tags}
        dir="auto"
        value={tags}
        onChange={({ target }) => setTags(target.value)}
        maxLength={2_000}
        help={texts.howToWriteTags}
      />
      <NotesField label={texts.notes} value={notes} maxLength={10_000} onChange={setNotes} />
    </OrganizationForm>
  );
}
