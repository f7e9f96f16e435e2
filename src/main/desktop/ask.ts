/** The system's dialogs, modal to our window. */
export interface Ask {
  /** Null when cancelled. */
  keyFiles(): Promise<readonly string[] | null>;
  backupFile(): Promise<string | null>;
  folder(): Promise<string | null>;
  placeFor(suggestion: string): Promise<string | null>;
  /** For what is hard to take back. Cancel is what Escape and Enter mean. */
  confirm(question: { readonly message: string; readonly detail: string; readonly button: string }): Promise<boolean>;
}
