import { CircleCheck, Info, OctagonX, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useNow } from '../lib/hooks/use-now.js';
import { leftUntil } from '../lib/left.js';
import { type Toast, useToasts } from '../state/toasts.js';
import * as common from '../words/common.js';
import { IconButton, LinkButton } from './Button.js';

/** Errors stay until closed: there is something to do about them. */
const shownMs = 6_000;

export function Toaster() {
  const { shown } = useToasts();
  return (
    <>
      {/* Said once; the counting below is for the eye. */}
      <p className="sr" role="status">
        {shown ? [shown.text, shown.hint].filter(Boolean).join(' ') : ''}
      </p>
      {shown ? <ToastBox key={shown.id} toast={shown} /> : null}
    </>
  );
}

function ToastBox({ toast }: { readonly toast: Toast }) {
  const { close } = useToasts();
  const [paused, setPaused] = useState(false);
  const stays = toast.stays || toast.tone === 'refused' || typeof toast.until === 'number';
  useEffect(() => {
    if (stays || paused) return;
    const timer = setTimeout(() => close(toast.id), shownMs);
    return () => clearTimeout(timer);
  }, [toast.id, stays, paused, close]);
  const Glyph = toast.tone === 'good' ? CircleCheck : toast.tone === 'refused' ? OctagonX : Info;
  return (
    <section
      className={`toast is-${toast.tone}`}
      aria-label={common.notice}
      onPointerEnter={() => setPaused(true)}
      onPointerLeave={() => setPaused(false)}
      onFocus={() => setPaused(true)}
      onBlur={() => setPaused(false)}
    >
      <Glyph className="icon" aria-hidden />
      <p>
        {toast.text}
        {toast.hint ? <span className="dim"> {toast.hint}</span> : null}
        {typeof toast.until === 'number' ? <Clears at={toast.until} /> : null}
      </p>
      {toast.action ? (
        <LinkButton
          onClick={() => {
            close(toast.id);
            toast.action?.run();
          }}
        >
          {toast.action.label}
        </LinkButton>
      ) : null}
      <IconButton look="quiet" label={common.dismissThisNotice} onClick={() => close(toast.id)}>
        <X className="icon" aria-hidden />
      </IconButton>
    </section>
  );
}

function Clears({ at }: { readonly at: number }) {
  const now = useNow(1_000);
  return <span className="num-inline">{common.clipboardClearsIn(Math.max(0, Math.ceil(leftUntil(at, now) / 1_000)))}</span>;
}
