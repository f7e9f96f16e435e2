import { useId, useState } from 'react';
import { LinkButton } from './Button.js';

/** The value lives in this field's state and in the one call it is for. */
export function PassphraseField(props: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error?: string | null;
  readonly autoFocus?: boolean;
}) {
  const id = useId();
  const [shown, setShown] = useState(false);
  return (
    <div className="labelled">
      <label className="label" htmlFor={id}>
        {props.label}
      </label>
      <span className="field-with">
        <input
          id={id}
          className="field"
          type={shown ? 'text' : 'password'}
          value={props.value}
          onChange={(event) => props.onChange(event.target.value)}
          autoComplete="off"
          spellCheck={false}
          autoCapitalize="off"
          autoFocus={props.autoFocus}
          aria-invalid={Boolean(props.error)}
          aria-describedby={props.error ? `${id}-help` : undefined}
        />
        <LinkButton onClick={() => setShown(!shown)} aria-label={shown ? 'Hide passphrase' : 'Show passphrase'}>
          {shown ? 'Hide' : 'Show'}
        </LinkButton>
      </span>
      {props.error ? (
        <p id={`${id}-help`} className="help is-refused" role="alert">
          {props.error}
        </p>
      ) : null}
    </div>
  );
}
