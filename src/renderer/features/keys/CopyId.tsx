import { Copy } from 'lucide-react';
import { putOnClipboard } from '../../lib/copy-text.js';
import { short } from '../../lib/vault/organizations.js';
import { say } from '../../state/toasts.js';
import * as texts from '../../words/keys.js';

/** An id that copies itself: ids are no secret, so the page's own copy event will do. */
export function CopyId({ what, text }: { readonly what: string; readonly text: string }) {
  return (
    <button type="button" className="copyid id" title={text} onClick={() => copyText(what, text)}>
      <span className="sr">{texts.copy(what, text)}</span>
      <span aria-hidden>{short(text)}</span>
      <Copy className="icon" aria-hidden />
    </button>
  );
}

export function copyText(what: string, text: string): void {
  say(putOnClipboard(text) ? texts.copied(what) : `${what}: ${text}`);
}
