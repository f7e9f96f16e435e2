export const authorizationHeader = 'Authorization header';
export const scopedToken = 'Scoped token';
export const token = 'Token';
export const clearNow = 'Clear now';
export const clipboardClearsIn = (seconds: number): string => `Clipboard clears in ${seconds} s`;
/** The same where there is little room. */
export const clipboardLeft = (seconds: number): string => `Clipboard: ${seconds} s left`;
export const clipboardCleared = 'Clipboard cleared.';
export const copied = (what: string, label: string, leftMs: number): string => `${what} for ${label} copied. Valid ${validFor(leftMs)}.`;

/** As people say how long a token lives. */
function validFor(leftMs: number): string {
  const minutes = Math.max(1, Math.round(leftMs / 60_000));
  if (minutes < 120) return `${minutes} min`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} days`;
}
