import { OctagonX } from 'lucide-react';
import { hintOf } from '../words/errors.js';

/** An error as it crossed the bridge. */
export interface Said {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

/** An error where it happened: what, what to do next, and its code for whoever looks it up. */
export function ErrorNote({ error, hint = hintOf(error) }: { readonly error: Said; readonly hint?: string | undefined }) {
  return (
    <div className="note is-refused-note" role="alert">
      <OctagonX className="icon" aria-hidden />
      <p>
        <strong>{error.message}</strong> {hint} <code className="faint">{error.code}</code>
      </p>
    </div>
  );
}
