/**
 * A key where a name belongs: given as an argument, in a variable, as the name of a file. What looks like one is masked wherever a
 * text is said again, shown or stored (S-06, M-2). An id, a fingerprint, a recipient and a long path pass.
 */

/** What stands in its place. */
export const masked = '[a secret, not shown]';

export function maskSecrets(text: string): string {
  if (text.length < shortest) return text;
  let shown = text;
  for (const known of certain) shown = shown.replace(known, masked);
  shown = shown.replace(runs, (run, at: number) => (isFingerprint(run, at, shown) || !isRandom(run) ? run : masked));
  return shown === text ? text : shown.replace(nextLines, masked);
}

export const holdsSecret = (text: string): boolean => maskSecrets(text) !== text;

/** Shorter, a part says too little; “AGE-SECRET-KEY-1” alone is in every manual. */
const shortest = 20;

const bech32 = '[02-9ac-hj-np-z]';
/** Each begins where nothing of its own stands before it: so a long text is read once, and not once from every place in it (M-16). */
const certain: readonly RegExp[] = [
  // How a PEM begins; its lines are known by what follows here.
  /(?<!-)-{2,}\s*BEGIN[^-]{0,40}KEY[^-]{0,20}-{2,}/g,
  // A recovery key or an identity of age, in any case, in groups or in one.
  new RegExp(`AGE-SECRET-KEY-1(?:[\\s-]?${bech32}){4,58}`, 'gi'),
  // The same without what all of them begin with, as people write it down. A recipient is not secret.
  new RegExp(`(?<![A-Za-z0-9])(?!age1)(?=[A-Za-z]*\\d)${bech32}{58}(?![A-Za-z0-9])`, 'gi'),
  // A token.
  /(?<![\w-])eyJ[\w-]{10,}\.[\w-]{4,}(?:\.[\w-]*)?/g,
  // A P-256 key as its base64 begins (PKCS#8 of both shapes, SEC1), and all that hangs on to it.
  /(?:MIG[HT]AgEAMBMG|MHcCAQEE|MBMGByqGSM49|GByqGSM49AgEG)[A-Za-z0-9+/=_-]*/g,
  // The private number in hex, or the whole key; in pairs too.
  /(?<![0-9a-fA-F])[0-9a-fA-F]{64,}(?![0-9a-zA-Z])/g,
  /(?<![0-9a-fA-F])(?:[0-9a-fA-F]{2}[: ]){31,}[0-9a-fA-F]{2}(?![0-9a-zA-Z])/g,
];

/** Base64 and base64url: 24 characters are as much as a name can say of a key before it says too much. */
const runs = /(?<![A-Za-z0-9+/=_-])[A-Za-z0-9+/=_-]{24,}/g;

/** The other lines of what was masked, apart by line ends as they are, as a variable writes them, or as we do. */
const nextLines =
  /\[a secret, not shown\](?:(?:[\r\n]|\\[nr]?|\\u\{[ad]\})+(?:\[a secret, not shown\]|[A-Za-z0-9+/=]{1,80}(?![A-Za-z0-9+/=])))*(?:(?:[\r\n]|\\[nr]|\\u\{[ad]\})*-{2,}\s*END[^-]{0,40}-{2,})?/g;

const isFingerprint = (run: string, at: number, text: string): boolean =>
  run.length <= 44 && text.slice(Math.max(0, at - 7), at) === 'SHA256:';

/** What reads as words, numbers and ids is a name; of random base64 a third or more is neither (measured: 5 paths of 400,000 do not pass, and no line of a key in 4,000 does). */
function isRandom(run: string): boolean {
  const odd = run
    .replace(/[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}/g, '-')
    .replace(/(?<![A-Za-z0-9])[A-Z0-9]{10}(?![A-Za-z0-9])/g, '-')
    .replace(/[A-Z]?[a-z]{3,}|[A-Z]{6,}|\d{4,}/g, '')
    .replace(/[^A-Za-z0-9]/g, '');
  const share = odd.length / run.length;
  const isMuch = (odd.length >= 12 && share >= 0.5) || (odd.length >= 20 && share >= 0.3);
  return isMuch && /[a-z]/.test(odd) && /[A-Z]/.test(odd) && /\d/.test(odd);
}
