import { useId, useState } from 'react';
import * as common from '../words/common.js';

/** What no note may hold (H-35): a key belongs in the vault, where Import puts it. */
const privateKey = /-----BEGIN|PRIVATE KEY|AGE-SECRET-KEY/i;

/** Lines of text, and never a private key: one that is pasted is not taken. */
export function NotesField(props: {
  readonly label: string;
  readonly value: string;
  readonly maxLength: number;
  readonly onChange: (text: string) => void;
}) {
  const id = useId();
  const [refused, setRefused] = useState(false);
  const take = (text: string) => {
    setRefused(privateKey.test(text));
    if (!privateKey.test(text)) props.onChange(text);
  };
  return (
    <div className="labelled">
      <label className="label" htmlFor={id}>
        {props.label}
      </label>
      <textarea
        id={id}
        className="field field-lines"
        dir="auto"
        rows={3}
        maxLength={props.maxLength}
        value={props.value}
        onChange={({ target }) => take(target.value)}
        aria-invalid={refused}
        aria-describedby={refused ? `${id}-help` : undefined}
      />
      {refused ? (
        <p id={`${id}-help`} className="help is-refused" role="alert">
          {common.noKeyInNotes}
        </p>
      ) : null}
    </div>
  );
}
