import { Check } from 'lucide-react';
import type { ReactNode } from 'react';

export function CheckBox({
  checked,
  onChange,
  className = '',
  tabIndex,
  children,
}: {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly className?: string;
  readonly tabIndex?: number | undefined;
  readonly children: ReactNode;
}) {
  return (
    <label className={`check ${className}`}>
      <span className="tick">
        <input type="checkbox" checked={checked} tabIndex={tabIndex} onChange={({ target }) => onChange(target.checked)} />
        <Check className="icon" aria-hidden />
      </span>
      {children}
    </label>
  );
}
