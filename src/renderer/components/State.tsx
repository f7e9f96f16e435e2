import { CircleCheck, CircleDashed, CloudOff, LoaderCircle, OctagonX, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

export type Tone = 'good' | 'attention' | 'refused' | 'unknown';
/** Being offline says nothing about a key: unknown, with a glyph of its own. */
export type Mark = Tone | 'offline';

/** A state is a glyph, a colour and a word, never one of them alone. */
export function StateMark({
  tone,
  busy = false,
  children,
}: {
  readonly tone: Mark;
  readonly busy?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <span className={`state is-${busy ? 'plain' : tone}`}>
      {busy ? <LoaderCircle className="icon spin" aria-hidden /> : <StateIcon tone={tone} />}
      {children}
    </span>
  );
}

export function StateIcon({ tone }: { readonly tone: Mark }) {
  if (tone === 'good') return <CircleCheck className="icon" aria-hidden />;
  if (tone === 'attention') return <TriangleAlert className="icon" aria-hidden />;
  if (tone === 'refused') return <OctagonX className="icon" aria-hidden />;
  if (tone === 'offline') return <CloudOff className="icon" aria-hidden />;
  return <CircleDashed className="icon" aria-hidden />;
}
