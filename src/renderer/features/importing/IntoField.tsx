import { SelectField, TextField } from '../../components/Field.js';
import type { Into } from '../../lib/vault/import-rows.js';
import { useVault } from '../../state/vault.js';
import * as common from '../../words/common.js';
import * as texts from '../../words/importing.js';

/** One of the organizations that are there, or the name of a new one. */
export function IntoField(props: {
  readonly label: string;
  readonly into: Into;
  readonly isDisabled?: boolean;
  readonly onChange: (into: Into) => void;
}) {
  const { label, into, isDisabled = false, onChange } = props;
  const { data } = useVault();
  const organizations = data?.organizations ?? [];
  const isNew = 'name' in into;
  return (
    <div className="where-into">
      {organizations.length > 0 ? (
        <SelectField
          label={label}
          value={isNew ? '' : into.id}
          disabled={isDisabled}
          onChange={({ target }) => onChange(target.value === '' ? { name: '', program: 'app-store' } : { id: target.value })}
        >
          {organizations.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
          <option value="">{common.newOrganizationNow}</option>
        </SelectField>
      ) : null}
      {isNew ? (
        <TextField
          label={organizations.length > 0 ? texts.nameOfTheNewOrganization : label}
          value={into.name}
          maxLength={200}
          disabled={isDisabled}
          placeholder={texts.theClientsName}
          onChange={({ target }) => onChange({ ...into, name: target.value })}
        />
      ) : null}
    </div>
  );
}
