import { useEffect, useId, useRef, useState } from 'react';
import * as common from '../words/common.js';
import { LinkButton } from './Button.js';

/** The value lives in this field's state and in the one call it is for. */
export function PassphraseField(props: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error?: string | null;
  /** The one field of its screen takes the focus. */
  readonly isFirst?: boolean;
}) {
  const id = useId();
  const [shown, setShown] = useState(false);
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (props.isFirst) box.current?.focus();
  }, [props.isFirst]);
  return (
    <div className="labelled">
      <label className="label" htmlFor={id}>
        {props.label}
      </label>
      <span className="field-with">
        <input
          ref={box}
          id={id}
          className="field"
          type={shown ? 'text' : 'password'}
          value={props.value}
          onChange={(event) => props.onChange(event.target.value)}
          autoComplete="off"
          spellCheck={false}
          autoCapitalize="off"
          aria-invalid={Boolean(props.error)}
          aria-describedby={props.error ? `${id}-help` : undefined}
        />
        <LinkButton onClick={() => setShown(!shown)} aria-label={shown ? common.hidePassphrase : common.showPassphrase}>
          {shown ? common.hide : common.show}
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
