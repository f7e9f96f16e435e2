import { useNow } from '../lib/hooks/use-now.js';
import { leftUntil } from '../lib/left.js';
import { clock } from '../lib/time.js';
import * as common from '../words/common.js';

/** Amber from here on (design: under two minutes). */
const soonMs = 120_000;
const fullMs = 20 * 60_000;

/** How long the last copied token still lives. `expiresAt`: milliseconds since 1970. */
export function Ring({ expiresAt }: { readonly expiresAt: number }) {
  const now = useNow(1_000);
  const left = leftUntil(expiresAt, now);
  if (left <= 0) return <span className="countdown is-unknown">{common.expired}</span>;
  const share = Math.min(1, left / fullMs) * 100;
  return (
    <span
      className={`countdown ${left < soonMs ? 'is-attention' : ''}`}
      role="timer"
      aria-label={common.tokenValidFor(Math.ceil(left / 60_000))}
    >
      <svg className="ring" viewBox="0 0 20 20" aria-hidden="true">
        <circle className="ring-track" cx="10" cy="10" r="8" />
        <circle className="ring-left" cx="10" cy="10" r="8" pathLength="100" strokeDasharray={`${share} 100`} />
      </svg>
      <span>
        {clock(left)}
        <span className="left"> {common.left}</span>
      </span>
    </span>
  );
}
