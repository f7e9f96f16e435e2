import type { ReactNode } from 'react';

/** One way out: what it is, what it does, its button. */
export function Way({ title, help, children }: { readonly title: string; readonly help: string; readonly children: ReactNode }) {
  return (
    <li className="setting">
      <div>
        <span>{title}</span>
        <p className="small dim">{help}</p>
      </div>
      <span className="setting-doing">{children}</span>
    </li>
  );
}
