import { type FormEvent, type ReactNode, useId } from 'react';
import * as common from '../words/common.js';
import { Button } from './Button.js';
import { Dialog } from './Dialog.js';
import { ErrorNote, type Said } from './ErrorNote.js';

/** A dialog whose form takes its time: while it works it cannot be left, and an error stays on it. What happens next is its parent's. */
export function StepDialog(props: {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly size?: 'sheet' | 'small';
  readonly verb: string;
  /** What the button says meanwhile. */
  readonly doing: string;
  readonly ready: boolean;
  readonly busy: boolean;
  readonly error: Said | null;
  /** What to do about it, where the error's own word does not fit. */
  readonly hint?: string | undefined;
  readonly leave?: string;
  readonly note?: ReactNode;
  readonly onClose: () => void;
  readonly onSubmit: () => void;
  readonly children: ReactNode;
}) {
  const {
    title,
    lead,
    size = 'small',
    verb,
    doing,
    ready,
    busy,
    error,
    hint,
    leave = common.cancel,
    note,
    onClose,
    onSubmit,
    children,
  } = props;
  const form = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready && !busy) onSubmit();
  };
  const foot = (
    <>
      <span className="note" role="status">
        {note}
      </span>
      <Button aria-disabled={busy} onClick={() => !busy && onClose()}>
        {leave}
      </Button>
      <Button type="submit" form={form} look="primary" aria-disabled={!ready || busy}>
        {busy ? doing : verb}
      </Button>
    </>
  );
  return (
    <Dialog title={title} lead={lead} size={size} onClose={busy ? null : onClose} foot={foot}>
      <form id={form} className="form" onSubmit={submit}>
        {children}
        {error ? <ErrorNote error={error} hint={hint} /> : null}
      </form>
    </Dialog>
  );
}
