import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react';
import { defaultActionOf, focusSheet } from '../lib/focus.js';
import { useModal } from '../lib/hooks/use-modal.js';

/**
 * A modal `<dialog>`: the browser keeps focus inside and gives it back. Escape closes it, unless `onClose` is null
 * (something is being stored). The open state is the parent's: render it or do not.
 */
export function Dialog(props: {
  readonly title: string;
  readonly lead?: ReactNode;
  /** Large, beside the title. */
  readonly glyph?: ReactNode;
  readonly size?: 'sheet' | 'small';
  readonly onClose: (() => void) | null;
  /** Stays in view between the scrolling body and the buttons. */
  readonly above?: ReactNode;
  readonly foot: ReactNode;
  readonly children: ReactNode;
}) {
  const { title, lead, glyph, size = 'small', onClose, above, foot, children } = props;
  const box = useRef<HTMLDialogElement>(null);
  const id = useId();
  useModal(box, focusSheet);
  return (
    <dialog
      ref={box}
      className={`sheet sheet-${size}`}
      aria-labelledby={id}
      onKeyDown={enter}
      onCancel={(event) => {
        event.preventDefault();
        onClose?.();
      }}
    >
      <header className={`sheet-head ${glyph ? 'has-glyph' : ''}`}>
        {glyph}
        <h2 id={id} className="sheet-title">
          {title}
        </h2>
        {lead ? <p className="dim">{lead}</p> : null}
      </header>
      <div className="sheet-body">{children}</div>
      {above ? <div className="sheet-above">{above}</div> : null}
      <footer className="sheet-foot">{foot}</footer>
    </dialog>
  );
}

/** Enter is the default action everywhere: where the browser gives it no meaning of its own, too. */
function enter(event: KeyboardEvent<HTMLDialogElement>): void {
  const { key, target, currentTarget, defaultPrevented, nativeEvent } = event;
  if (key !== 'Enter' || defaultPrevented || nativeEvent.isComposing || !(target instanceof HTMLElement)) return;
  // A key that is held down answers one sheet, not the next one too.
  if (nativeEvent.repeat && !target.matches('textarea')) {
    event.preventDefault();
    return;
  }
  if (target.closest('button, a, textarea, [role="listbox"], input:not([type="checkbox"], [type="radio"])')) return;
  event.preventDefault();
  defaultActionOf(currentTarget)?.click();
}
