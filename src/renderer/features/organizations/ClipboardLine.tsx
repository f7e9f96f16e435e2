import { ClipboardCheck, ClipboardX } from 'lucide-react';
import { LinkButton } from '../../components/Button.js';
import { useNow } from '../../lib/hooks/use-now.js';
import { leftUntil } from '../../lib/left.js';
import { useClipboard } from '../../state/clipboard.js';
import * as texts from '../../words/tokens.js';

/** How long what was copied can still be pasted, where no notice takes its place and nothing is covered. */
export function ClipboardLine() {
  const { now, clearNow } = useClipboard();
  const isCleared = now?.is === 'cleared';
  return (
    <>
      {now?.is === 'held' ? (
        <div className="foot-line">
          <ClipboardCheck className="icon" aria-hidden />
          <Clears at={now.until} />
          <LinkButton onClick={clearNow}>{texts.clearNow}</LinkButton>
        </div>
      ) : null}
      <p className={isCleared ? 'foot-line' : 'sr'} role="status">
        {isCleared ? (
          <>
            <ClipboardX className="icon" aria-hidden /> {texts.clipboardCleared}
          </>
        ) : null}
      </p>
    </>
  );
}

function Clears({ at }: { readonly at: number }) {
  const now = useNow(1_000);
  const seconds = Math.max(0, Math.ceil(leftUntil(at, now) / 1_000));
  return (
    <span className="num-inline cut" title={texts.clipboardClearsIn(seconds)}>
      {texts.clipboardLeft(seconds)}
    </span>
  );
}
