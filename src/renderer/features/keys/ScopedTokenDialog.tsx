import { useState } from 'react';
import type { KeyData } from '../../../shared/ipc/contract.js';
import type { Organization } from '../../../shared/model.js';
import { SelectField, TextAreaField } from '../../components/Field.js';
import { FormDialog } from '../../components/FormDialog.js';
import { useTokens } from '../../state/tokens.js';
import { labelOf } from './key-actions.js';

const minute = 60;
const day = 24 * 60 * minute;
const ordinary = [
  [2 * minute, '2 minutes'],
  [5 * minute, '5 minutes'],
  [10 * minute, '10 minutes'],
  [20 * minute, '20 minutes'],
] as const;
const long = [
  [day, '1 day'],
  [7 * day, '7 days'],
  [30 * day, '30 days'],
  [180 * day, '180 days'],
] as const;

/** A token that can do less than the key's role: only the requests it names. What Apple takes is core's to say, on the form. */
export function ScopedTokenDialog({ card, organization }: { readonly card: KeyData; readonly organization: Organization }) {
  const [scope, setScope] = useState('GET /v1/apps');
  const [seconds, setSeconds] = useState<number>(20 * minute);
  const entries = scope
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const save = () =>
    useTokens.getState().mint({ id: card.id, label: labelOf(card, organization) }, { scope: entries, lifetimeSeconds: seconds });
  return (
    <FormDialog title={`Copy a scoped token of ${card.name}`} verb="Copy token" ready={entries.length > 0} save={save}>
      <TextAreaField
        label="Allowed requests"
        className="id"
        value={scope}
        maxLength={10_000}
        onChange={({ target }) => setScope(target.value)}
        help="One a line, as GET /v1/apps. The token is good for these and for nothing else."
      />
      <SelectField
        label="Valid for"
        value={seconds}
        onChange={({ target }) => setSeconds(Number(target.value))}
        help="Apple takes more than 20 minutes only where every request is on Xcode Cloud, source control or performance metrics."
      >
        <Lifetimes label="Any request" of={ordinary} />
        <Lifetimes label="Only where Apple takes long-lived tokens" of={long} />
      </SelectField>
    </FormDialog>
  );
}

function Lifetimes({ label, of }: { readonly label: string; readonly of: readonly (readonly [number, string])[] }) {
  return (
    <optgroup label={label}>
      {of.map(([seconds, words]) => (
        <option key={seconds} value={seconds}>
          {words}
        </option>
      ))}
    </optgroup>
  );
}
