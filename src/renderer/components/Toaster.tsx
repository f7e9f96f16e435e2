import { CircleCheck, Info, OctagonX, TriangleAlert, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTopmost } from '../lib/hooks/use-modal.js';
import { isStaying, type Toast, useToasts } from '../state/toasts.js';
import * as common from '../words/common.js';
import { IconButton, LinkButton } from './Button.js';

/** Of what does not stay until it is closed. */
const shownMs = 6_000;
const glyphs = { good: CircleCheck, attention: TriangleAlert, refused: OctagonX, plain: Info } as const;

/** Over the pane; while a sheet is open in it, where they are read and can be answered. */
export function Toaster() {
  const { shown } = useToasts();
  const sheet = useTopmost();
  const all = (
    <>
      {/* Each said once, as it comes. */}
      <div className="sr" role="log">
        {shown.map(({ id, text, hint }) => (
          <p key={id}>{[text, hint].filter(Boolean).join(' ')}</p>
        ))}
      </div>
      {shown.length > 0 ? <Notices all={shown} /> : null}
    </>
  );
  return sheet ? createPortal(all, sheet) : all;
}

function Notices({ all }: { readonly all: readonly Toast[] }) {
  // While one is read or answered, none of them goes.
  const [paused, setPaused] = useState(false);
  return (
    <section
      className="toasts"
      aria-label={common.notices}
      onPointerEnter={() => setPaused(true)}
      onPointerLeave={() => setPaused(false)}
      onFocus={() => setPaused(true)}
      onBlur={() => setPaused(false)}
    >
      {all.map((toast) => (
        <Notice key={toast.id} toast={toast} paused={paused} />
      ))}
    </section>
  );
}

function Notice({ toast, paused }: { readonly toast: Toast; readonly paused: boolean }) {
  const { close } = useToasts();
  const stays = isStaying(toast);
  useEffect(() => {
    if (stays || paused) return;
    const timer = setTimeout(() => close(toast.id), shownMs);
    return () => clearTimeout(timer);
  }, [toast.id, stays, paused, close]);
  const Glyph = glyphs[toast.tone];
  return (
    <div className={`toast is-${toast.tone}`}>
      <Glyph className="icon" aria-hidden />
      <p>
        {toast.text}
        {toast.hint ? <span className="dim"> {toast.hint}</span> : null}
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
    </div>
  );
}
