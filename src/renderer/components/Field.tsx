import { ChevronDown } from 'lucide-react';
import { type InputHTMLAttributes, type ReactNode, type SelectHTMLAttributes, useId } from 'react';

interface Labelled {
  readonly label: string;
  /** Below the field: what is odd about it, or what helps. */
  readonly help?: ReactNode;
  readonly error?: string | null;
}

export function TextField({ label, help, error = null, className = '', ...rest }: Labelled & InputHTMLAttributes<HTMLInputElement>) {
  const id = useId();
  return (
    <div className="labelled">
      <label className="label" htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        type="text"
        className={`field ${className}`}
        autoComplete="off"
        spellCheck={false}
        aria-invalid={error !== null}
        aria-describedby={help || error ? `${id}-help` : undefined}
        {...rest}
      />
      <Help id={`${id}-help`} help={help} error={error} />
    </div>
  );
}

export function SelectField({ label, help, error = null, children, ...rest }: Labelled & SelectHTMLAttributes<HTMLSelectElement>) {
  const id = useId();
  return (
    <div className="labelled">
      <label className="label" htmlFor={id}>
        {label}
      </label>
      <span className="selectbox">
        <select id={id} className="field field-select" {...rest}>
          {children}
        </select>
        <ChevronDown className="icon" aria-hidden />
      </span>
      <Help id={`${id}-help`} help={help} error={error} />
    </div>
  );
}

function Help({ id, help, error }: { readonly id: string; readonly help: ReactNode; readonly error: string | null }) {
  if (!help && error === null) return null;
  return (
    <p id={id} className={`help ${error === null ? '' : 'is-refused'}`} role={error === null ? undefined : 'alert'}>
      {error ?? help}
    </p>
  );
}
