/** One row of the catalogue: what the window, the command line and the docs say about a code. */
export interface Entry {
  readonly title: string;
  /** What happened, in one line. */
  readonly cause: string;
  /** What the user does next. */
  readonly next: string;
  /** Where the user's key stands after this error; the window shows it first. */
  readonly keySafe: 'untouched' | 'stored' | 'unknown';
}
