import type { KeyKind } from '../model.js';

export type Checked<Code extends string> =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly code: Code; readonly message: string };

const issuerShape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const keyIdShape = /^[A-Z0-9]{10}$/;

/** Spaces, quotes and braces come along when an id is pasted from a CI variable (fastlane #21109). */
const bare = (text: string): string => text.replace(/[\s"'`“”‘’{}<>\u200b-\u200f\u2060\ufeff]/gu, '');

/** B-46. 10 characters, `A–Z0–9`; lower case and pasted quotes are forgiven, anything else is named. */
export function normaliseKeyId(text: string): Checked<'E_KID_FORMAT'> {
  const value = bare(text).toUpperCase();
  if (keyIdShape.test(value)) return { ok: true, value };
  const code = 'E_KID_FORMAT';
  if (isIssuerId(text)) return { ok: false, code, message: 'This is an Issuer ID; a Key ID has 10 characters, A–Z and 0–9.' };
  const odd = oddCharacter(value, /[A-Z0-9]/);
  if (odd) return { ok: false, code, message: `A Key ID is 10 characters, A–Z and 0–9; ${odd}.` };
  return { ok: false, code, message: `A Key ID is 10 characters, A–Z and 0–9; this has ${value.length}.` };
}

/** B-47. The 8-4-4-4-12 hex shape only: Apple's are not version-4 UUIDs (eas-cli #3176). */
export function normaliseIssuerId(text: string): Checked<'E_ISSUER_FORMAT'> {
  const value = bare(text).toLowerCase();
  if (issuerShape.test(value)) return { ok: true, value };
  const digits = value.replaceAll('-', '');
  if (/^[0-9a-f]{32}$/.test(digits)) return { ok: true, value: digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') };
  const code = 'E_ISSUER_FORMAT';
  if (keyIdShape.test(value.toUpperCase())) {
    return { ok: false, code, message: 'This is a Key ID; an Issuer ID has 32 hexadecimal digits.' };
  }
  const odd = oddCharacter(value, /[0-9a-f-]/);
  if (odd) return { ok: false, code, message: `An Issuer ID is 32 hexadecimal digits in the form 8-4-4-4-12; ${odd}.` };
  return { ok: false, code, message: `An Issuer ID is 32 hexadecimal digits in the form 8-4-4-4-12; this has ${digits.length}.` };
}

/** Ten characters, as a Key ID has; what is told apart is only where it stands. */
export function normaliseTeamId(text: string): Checked<'E_TEAM_FORMAT'> {
  const value = bare(text).toUpperCase();
  if (keyIdShape.test(value)) return { ok: true, value };
  const odd = oddCharacter(value, /[A-Z0-9]/);
  return { ok: false, code: 'E_TEAM_FORMAT', message: `A Team ID is 10 characters, A–Z and 0–9; ${odd ?? `this has ${value.length}`}.` };
}

export function normaliseVendorNumber(text: string): Checked<'E_VENDOR_FORMAT'> {
  const value = bare(text);
  if (/^\d{4,20}$/.test(value)) return { ok: true, value };
  const odd = oddCharacter(value, /\d/);
  return { ok: false, code: 'E_VENDOR_FORMAT', message: `A vendor number is digits alone; ${odd ?? `this has ${value.length}`}.` };
}

export const isIssuerId = (text: string): boolean => /^[0-9a-f]{32}$/.test(bare(text).toLowerCase().replaceAll('-', ''));

/** The Key ID stands in the Issuer field and the other way round: "swap?" */
export const looksSwapped = (keyId: string, issuerId: string): boolean =>
  isIssuerId(keyId) && keyIdShape.test(bare(issuerId).toUpperCase());

/** Names the first character that does not belong, with its code point: a Cyrillic А looks like any other A. */
function oddCharacter(value: string, allowed: RegExp): string | null {
  const odd = [...value].find((character) => !allowed.test(character));
  if (odd === undefined) return null;
  const point = (odd.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  const script = /\p{Script=Cyrillic}/u.test(odd) ? 'Cyrillic, ' : /\p{Script=Greek}/u.test(odd) ? 'Greek, ' : '';
  return `“${odd}” is not among them (${script}U+${point})`;
}

/** What a file's name says (B-43, B-45). `otherService`: a name that other Apple services use for keys of the same make. */
export interface FileNameFacts {
  readonly keyId: string | null;
  readonly kind: KeyKind | null;
  readonly otherService: boolean;
}

/** `AuthKey_ABC123DEFG.p8`, `… (1).p8`, `.p8.txt`, `.pem` and no extension; `ApiKey_…` is an individual key's name (altool(1)). */
export function readFileName(path: string): FileNameFacts {
  const name = path.split(/[\\/]/).at(-1) ?? '';
  const match = /(?:^|[^A-Za-z])(AuthKey|ApiKey|SubscriptionKey)[_ -]([A-Za-z0-9]{10})(?![A-Za-z0-9])/i.exec(name);
  if (!match) return { keyId: null, kind: null, otherService: false };
  const prefix = (match[1] ?? '').toLowerCase();
  const keyId = (match[2] ?? '').toUpperCase();
  return { keyId, kind: prefix === 'apikey' ? 'individual' : null, otherService: prefix === 'subscriptionkey' };
}
