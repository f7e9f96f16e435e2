import type { ReactNode } from 'react';
import { useCallback, useEffect, useState } from 'react';
import { Button } from '../../components/Button.js';
import { StateIcon } from '../../components/State.js';
import { api, unwrap } from '../../lib/api.js';
import { attempt } from '../../lib/attempt.js';
import { say, sayError } from '../../state/toasts.js';
import * as texts from '../../words/health.js';
import { detailOf, type Found, fixOf, stateOf, worstFirst } from '../../words/health.js';

/** Looks at once and again when asked; changes nothing and asks nobody. */
export function useFindings() {
  const [all, setAll] = useState<readonly Found[] | null>(null);
  const [busy, setBusy] = useState(false);
  const look = useCallback(async () => {
    setBusy(true);
    await attempt(async () => setAll(await unwrap(api.doctor.run({}))), sayError);
    setBusy(false);
  }, []);
  useEffect(() => void look(), [look]);
  return { all, busy, look };
}

/** Each check: a glyph, a word, what was found and what to do. `doing`: a button for what the window can mend itself. */
export function HealthList(props: { readonly all: readonly Found[]; readonly doing: (found: Found) => ReactNode }) {
  return (
    <ul className="group findings" aria-label={texts.whatWasLookedAt}>
      {worstFirst(props.all).map((one) => (
        <Row key={one.check} found={one} doing={props.doing(one)} />
      ))}
    </ul>
  );
}

function Row({ found, doing }: { readonly found: Found; readonly doing: ReactNode }) {
  const [tone, word] = stateOf(found);
  const fix = fixOf(found);
  return (
    <li className="finding" data-check={found.check}>
      <span className={`finding-mark is-${tone}`}>
        <StateIcon tone={tone} />
      </span>
      <div>
        <p className="finding-title">
          <strong>{found.name}</strong> <span className="dim">{found.title}</span>
        </p>
        <p className="dim">{detailOf(found)}</p>
        {fix === null ? null : <p className="finding-fix">{fix}</p>}
        {doing ? <div className="row finding-doing">{doing}</div> : null}
      </div>
      <span className={`finding-word is-${tone}`}>{word}</span>
    </li>
  );
}

/** main asks, naming the holder. */
export function BreakLock({ onDone }: { readonly onDone: () => Promise<void> }) {
  const run = () =>
    attempt(async () => {
      const { broken } = await unwrap(api.doctor.breakLock({}));
      if (broken) say(texts.theLockWasRemoved);
      await onDone();
    }, sayError);
  return <Button onClick={() => void run()}>{texts.removeTheLock}</Button>;
}
