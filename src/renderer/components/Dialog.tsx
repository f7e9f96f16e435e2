import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';

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
  // Before the browser moves focus away from what opened it, so that it can be given back.
  useLayoutEffect(() => {
    const dialog = box.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={box}
      className={`sheet sheet-${size}`}
      aria-labelledby={id}
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
