import type { ButtonHTMLAttributes, ReactNode } from 'react';
import * as common from '../words/common.js';

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly look?: 'plain' | 'primary' | 'quiet';
  readonly large?: boolean;
  readonly icon?: ReactNode;
}

export function Button({ look = 'plain', large = false, icon, children, className = '', ...rest }: ButtonProps) {
  const classes = ['btn', look === 'plain' ? '' : `btn-${look}`, large ? 'btn-large' : '', className].filter(Boolean).join(' ');
  return (
    <button type="button" className={classes} {...rest}>
      {icon}
      {children}
    </button>
  );
}

/** A glyph alone; the label is its accessible name and its tooltip. */
export function IconButton({
  label,
  children,
  look = 'plain',
  className = '',
  ...rest
}: Omit<ButtonProps, 'icon'> & { readonly label: string }) {
  return (
    <button
      type="button"
      className={`btn btn-icon ${look === 'quiet' ? 'btn-quiet' : ''} ${className}`}
      aria-label={label}
      title={label}
      {...rest}
    >
      {children}
    </button>
  );
}

/** What a button is called, and for a moment over it that it has copied: as wide as before, and by the same name. */
export const Copied = ({ on, children }: { readonly on: boolean; readonly children: ReactNode }) => (
  <span className="copied" data-on={on}>
    <span>{children}</span>
    <span aria-hidden>{on ? common.copiedWord : null}</span>
  </span>
);

export function LinkButton({ children, ...rest }: ButtonHTMLAttributes<HTMLButtonElement>) {
  return (
    <button type="button" className="link" {...rest}>
      {children}
    </button>
  );
}
