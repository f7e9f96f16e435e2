/** What kind of end it is: the command line's exit code (`cli/exit-codes.ts`) and whatever else goes by kinds follow from it alone. */
export type ErrorKind =
  | 'unexpected'
  | 'usage'
  | 'not-found'
  | 'locked'
  | 'network'
  | 'apple-refused'
  | 'busy'
  | 'input-refused'
  | 'storage';

/** One row of the catalogue: what the window, the command line and the docs say about a code. */
export interface Entry {
  readonly kind: ErrorKind;
  /** What was typed was not it: whoever asked for it on a terminal asks again. */
  readonly mistyped?: true;
  readonly title: string;
  /** What happened, in one line. */
  readonly cause: string;
  /** What the user does next. */
  readonly next: string;
  /** Where the user's key stands after this error; the window shows it first. */
  readonly keySafe: 'untouched' | 'stored' | 'unknown';
}
