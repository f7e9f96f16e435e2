import { Check, Copy } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, Copied, IconButton } from '../../components/Button.js';
import { Marked } from '../../components/Marked.js';
import { putOnClipboard } from '../../lib/copy-text.js';
import { useCopied } from '../../lib/hooks/use-copied.js';
import { short } from '../../lib/vault/organizations.js';
import { useClipboard } from '../../state/clipboard.js';
import { say } from '../../state/toasts.js';
import * as texts from '../../words/keys.js';

/** An id that copies itself: ids are no secret, so the page's own copy event will do. */
export function CopyId({ what, text, words = [] }: { readonly what: string; readonly text: string; readonly words?: readonly string[] }) {
  const [isCopied, copy] = useCopy(what);
  return (
    <button type="button" className="copyid id" title={text} onClick={() => copy(text)}>
      <span className="sr">{texts.copy(what, text)}</span>
      <span aria-hidden>
        <Marked text={short(text)} words={words} />
      </span>
      <Glyph isCopied={isCopied} />
    </button>
  );
}

/** A button that copies what is no secret. `text`: when it is pressed; null: there is nothing yet. */
export function CopyButton(props: {
  readonly what: string;
  readonly text: () => string | null;
  readonly title?: string;
  readonly isOff?: boolean;
  readonly children: ReactNode;
}) {
  const { what, text, title, isOff = false, children } = props;
  const [isCopied, copy] = useCopy(what);
  return (
    <Button icon={<Glyph isCopied={isCopied} />} title={title} aria-disabled={isOff} onClick={() => copy(text())}>
      <Copied on={isCopied}>{children}</Copied>
    </Button>
  );
}

/** The same without words. */
export function CopyIcon({ what, label, text }: { readonly what: string; readonly label: string; readonly text: string }) {
  const [isCopied, copy] = useCopy(what);
  return (
    <IconButton look="quiet" label={label} onClick={() => copy(text)}>
      <Glyph isCopied={isCopied} />
    </IconButton>
  );
}

const Glyph = ({ isCopied }: { readonly isCopied: boolean }) =>
  isCopied ? <Check className="icon is-done" aria-hidden /> : <Copy className="icon" aria-hidden />;

/** That it has copied is said where the hand is, and once in words. */
export function useCopy(what: string): readonly [isCopied: boolean, copy: (text: string | null) => void] {
  const [isCopied, mark] = useCopied();
  const copy = (text: string | null) => {
    if (text === null) return;
    // Else it can be read here, and taken by hand.
    if (!putOnClipboard(text)) return say(`${what}: ${text}`, { tone: 'plain', stays: true });
    useClipboard.getState().replaced();
    mark();
    say(texts.copied(what));
  };
  return [isCopied, copy];
}
