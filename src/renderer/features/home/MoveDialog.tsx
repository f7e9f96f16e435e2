import { useState } from 'react';
import type { KeyData, VaultData } from '../../../shared/ipc/contract.js';
import { namedAs } from '../../../shared/same-name.js';
import { SelectField, TextField } from '../../components/Field.js';
import { FormDialog } from '../../components/FormDialog.js';
import { api, unwrap } from '../../lib/api.js';
import { attempt } from '../../lib/attempt.js';
import { keysOf } from '../../lib/vault/key-index.js';
import { aboutKey, say, sayError } from '../../state/toasts.js';
import { useView } from '../../state/view.js';
import * as common from '../../words/common.js';
import * as texts from '../../words/home.js';

/** A key to another client. None is chosen for the user, and what it is called there is his to say where that name is taken. */
export function MoveDialog({ data, card }: { readonly data: VaultData; readonly card: KeyData }) {
  const [to, setTo] = useState('');
  const [name, setName] = useState(card.name);
  const here = data.organizations.find(({ id }) => id === card.organizationId);
  const others = data.organizations.filter(({ id }) => id !== card.organizationId);
  const there = others.find(({ id }) => id === to);
  const taken = there ? namedAs(keysOf(data, there.id), name)[0] : undefined;
  const isRenamed = name.trim() !== card.name;
  const save = async () => {
    if (!there) return false;
    const set = { organizationId: there.id, ...(isRenamed ? { name } : {}) };
    const { changed } = await unwrap(api.keys.edit({ key: card.id, set }));
    if (changed) {
      const undo = { label: common.undo, run: () => void moveBack(data, card) };
      say(texts.moved(name.trim(), there.name), { about: aboutKey(card.id), action: undo });
    }
    return changed;
  };
  return (
    <FormDialog title={texts.moveThis(card.name)} verb={texts.move} ready={there !== undefined && name.trim() !== '' && !taken} save={save}>
      <p className="dim">{texts.whichAndWhere(card.name === card.keyId ? null : card.keyId, here?.name ?? '?')}</p>
      {others.length === 0 ? (
        <p>{texts.noOtherOrganization}</p>
      ) : (
        <SelectField label={texts.to} value={to} onChange={({ target }) => setTo(target.value)} help={texts.whatMovingDoes}>
          <option value="" disabled>
            {texts.chooseAnOrganization}
          </option>
          {others.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </SelectField>
      )}
      {taken || isRenamed ? (
        <TextField
          label={texts.nameThere}
          dir="auto"
          value={name}
          maxLength={200}
          onChange={({ target }) => setName(target.value)}
          error={taken && there ? texts.isTakenThere(there.name, taken.name) : null}
        />
      ) : null}
    </FormDialog>
  );
}

/** To where it was, under its name, and what it was there. */
async function moveBack({ organizations }: VaultData, { id, name, organizationId }: KeyData): Promise<void> {
  const before = organizations.find((one) => one.id === organizationId);
  const wasDefault = before?.defaultKeyId === id;
  await attempt(async () => {
    const { changed } = await unwrap(
      api.keys.edit({ key: id, set: { organizationId, name, ...(wasDefault ? { default: true as const } : {}) } }),
    );
    if (!changed) return;
    useView.getState().focusKey(id);
    say(common.isBackIn(name, before?.name ?? '?'), { about: aboutKey(id) });
  }, sayError);
}
