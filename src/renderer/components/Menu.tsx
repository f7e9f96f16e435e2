import { Ellipsis } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';

export interface MenuEntry {
  readonly label: string;
  readonly run: () => void;
  readonly keys?: string;
  readonly danger?: boolean;
  /** A line above it. */
  readonly apart?: boolean;
}

/** A button with "…" and its menu, by the ARIA menu-button pattern: arrows, Home, End, a first letter, Escape. */
export function MenuButton({
  label,
  entries,
  icon,
}: {
  readonly label: string;
  readonly entries: readonly MenuEntry[];
  readonly icon?: ReactNode;
}) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const close = (refocus: boolean) => {
    setOpen(false);
    if (refocus) button.current?.focus();
  };
  useLayoutEffect(() => {
    if (!open || !box.current || !button.current) return;
    // In the top layer: no scroll area cuts it off.
    box.current.showPopover();
    place(box.current, button.current.getBoundingClientRect());
    itemsOf(box.current)[0]?.focus();
  }, [open]);
  useEffect(() => {
    if (!open) return;
    const outside = (event: PointerEvent) => {
      if (event.target instanceof Node && !box.current?.contains(event.target) && !button.current?.contains(event.target)) setOpen(false);
    };
    const resized = () => setOpen(false);
    const from = button.current?.getBoundingClientRect().top;
    // The last step of a scroll may be told only after the click that opened the menu.
    const moved = () => {
      if (button.current?.getBoundingClientRect().top !== from) setOpen(false);
    };
    document.addEventListener('pointerdown', outside);
    document.addEventListener('scroll', moved, { capture: true });
    addEventListener('resize', resized);
    return () => {
      document.removeEventListener('pointerdown', outside);
      document.removeEventListener('scroll', moved, { capture: true });
      removeEventListener('resize', resized);
    };
  }, [open]);
  const onKeyDown = (event: KeyboardEvent) => {
    const all = itemsOf(box.current);
    const at = all.indexOf(document.activeElement as HTMLElement);
    const to: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 };
    const next = to[event.key];
    if (next !== undefined) all.at(next % all.length)?.focus();
    else if (event.key === 'Escape') close(true);
    else if (event.key === 'Tab') setOpen(false);
    else if (/^[a-z]$/i.test(event.key)) {
      const rest = [...all.slice(at + 1), ...all.slice(0, at + 1)];
      rest.find((one) => one.textContent?.toLowerCase().startsWith(event.key.toLowerCase()))?.focus();
    } else return;
    if (event.key !== 'Tab') {
      event.preventDefault();
      event.stopPropagation();
    }
  };
  return (
    <span className="menu-anchor">
      <button
        ref={button}
        type="button"
        className="btn btn-icon"
        aria-label={label}
        title={label}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      >
        {icon ?? <Ellipsis className="icon" aria-hidden />}
      </button>
      {open ? (
        <div ref={box} id={id} popover="manual" role="menu" tabIndex={-1} aria-label={label} className="menu" onKeyDown={onKeyDown}>
          {entries.map((entry) => (
            <button
              key={entry.label}
              type="button"
              role="menuitem"
              tabIndex={-1}
              className={`menu-item ${entry.danger ? 'is-refused' : ''} ${entry.apart ? 'is-apart' : ''}`}
              // The pointer takes the focus along: one row is lit, the one that Enter and a click mean.
              onPointerMove={({ currentTarget }) => currentTarget.focus()}
              onClick={() => {
                close(true);
                entry.run();
              }}
            >
              <span>{entry.label}</span>
              {entry.keys ? <kbd className="kbd">{entry.keys}</kbd> : null}
            </button>
          ))}
        </div>
      ) : null}
    </span>
  );
}

/** Below the button and flush with its right edge; above it where there is no room below. */
function place(menu: HTMLElement, button: DOMRect): void {
  const gap = 4;
  const { width, height } = menu.getBoundingClientRect();
  const below = button.bottom + gap;
  const top = below + height + gap <= innerHeight ? below : Math.max(gap, button.top - gap - height);
  menu.style.top = `${top}px`;
  menu.style.left = `${Math.max(gap, button.right - width)}px`;
}

const itemsOf = (box: HTMLElement | null): HTMLElement[] => [...(box?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
