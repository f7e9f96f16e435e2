import { useState } from 'react';
import type { KeyData, VaultData } from '../../../shared/ipc/contract.js';
import { namedAs } from '../../../shared/same-name.js';
import { SelectField, TextField } from '../../components/Field.js';
import { FormDialog } from '../../components/FormDialog.js';
import { api, unwrap } from '../../lib/api.js';
import { attempt } from '../../lib/attempt.js';
import { keysOf, shelfOf } from '../../lib/vault/key-index.js';
import { aboutKey, say, sayError } from '../../state/toasts.js';
import { useVault } from '../../state/vault.js';
import { useView } from '../../state/view.js';
import * as common from '../../words/common.js';
import * as texts from '../../words/home.js';
import { wayBack } from './way-back.js';

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
      const undo = { label: common.undo, run: () => void moveBack(data, card, name) };
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

/** To where it was, and with what the move took from it. */
async function moveBack(before: VaultData, card: KeyData, movedAs: string): Promise<void> {
  const { id, organizationId } = card;
  await attempt(async () => {
    const set = wayBack(before, card, movedAs, useVault.getState().data ?? before);
    const { changed } = await unwrap(api.keys.edit({ key: id, set }));
    if (!changed) return;
    useView.getState().focusKey(id);
    const now = shelfOf(useVault.getState().data ?? before);
    const name = set.name ?? now.keys.get(id)?.name ?? card.name;
    say(common.isBackIn(name, now.organizations.get(organizationId)?.name ?? '?'), { about: aboutKey(id) });
  }, sayError);
}
