import { useState } from 'react';
import type { KeyData } from '../../../shared/ipc/contract.js';
import type { Organization } from '../../../shared/model.js';
import { LinkButton } from '../../components/Button.js';
import { SelectField, TextField } from '../../components/Field.js';
import { FormDialog } from '../../components/FormDialog.js';
import { useTokens } from '../../state/tokens.js';
import * as common from '../../words/common.js';
import * as texts from '../../words/keys.js';
import { labelOf } from './key-actions.js';

/** As many as one token may carry (contract). */
const most = 20;
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
  const [requests, setRequests] = useState<readonly string[]>(['GET /v1/apps']);
  const [seconds, setSeconds] = useState<number>(20 * minute);
  const entries = requests.map((one) => one.trim()).filter(Boolean);
  const save = () =>
    useTokens.getState().mint({ id: card.id, label: labelOf(card, organization) }, { scope: entries, lifetimeSeconds: seconds });
  return (
    <FormDialog title={texts.copyScopedTokenOf(card.name)} verb={common.copyToken} ready={entries.length > 0} save={save}>
      {requests.map((request, at) => (
        <TextField
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by its place
          key={at}
          label={at === 0 ? texts.allowedRequest : texts.allowedRequestOf(at + 1)}
          className="id"
          value={request}
          maxLength={500}
          onChange={({ target }) => setRequests(requests.map((one, n) => (n === at ? target.value : one)))}
          help={at === 0 ? texts.howToWriteARequest : undefined}
        />
      ))}
      {requests.length < most ? (
        <div>
          <LinkButton onClick={() => setRequests([...requests, 'GET /v1/'])}>{texts.allowAnotherRequest}</LinkButton>
        </div>
      ) : null}
      <SelectField
        label={texts.validFor}
        value={seconds}
        onChange={({ target }) => setSeconds(Number(target.value))}
        help={texts.whenLonger}
      >
        <Lifetimes label={texts.anyRequest} of={ordinary} />
        <Lifetimes label={texts.onlyLongLived} of={long} />
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
