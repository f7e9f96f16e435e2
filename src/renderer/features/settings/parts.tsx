import { ChevronDown } from 'lucide-react';
import { type ReactNode, useId } from 'react';

export type Options = readonly (readonly [string | number, string])[];
export function Group({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section>
      <h2>{title}</h2>
      <div className="group">{children}</div>
    </section>
  );
}

export function Choice(props: {
  readonly label: string;
  readonly help: string;
  readonly value: string | number;
  readonly options: Options;
  readonly onChange: (value: string) => void;
}) {
  const id = useId();
  return (
    <div className="setting">
      <div>
        <label htmlFor={id}>{props.label}</label>
        <p id={`${id}-help`} className="small dim">
          {props.help}
        </p>
      </div>
      <span className="selectbox">
        <select
          id={id}
          className="field field-select"
          aria-describedby={`${id}-help`}
          value={props.value}
          onChange={({ target }) => props.onChange(target.value)}
        >
          {props.options.map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
        <ChevronDown className="icon" aria-hidden />
      </span>
    </div>
  );
}

export function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="setting">
      <span>{label}</span>
      <span className="dim setting-value">{children}</span>
    </div>
  );
}

/** A line that leads somewhere: what it is about, what holds now, and its buttons. */
export function Doing(props: { readonly label: string; readonly help: ReactNode; readonly children: ReactNode }) {
  return (
    <div className="setting">
      <div>
        <span>{props.label}</span>
        <p className="small dim">{props.help}</p>
      </div>
      <span className="row setting-doing">{props.children}</span>
    </div>
  );
}
