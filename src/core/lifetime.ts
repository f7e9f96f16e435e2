import {
  longLifetimeSeconds,
  maximumLifetimeSeconds,
  minimumLifetimeSeconds,
  ordinaryLifetimeSeconds,
  parseScopeEntry,
} from '../shared/apple/token.js';
import { KeyrackError } from '../shared/errors/index.js';

const unitSeconds = { s: 1, m: 60, h: 3_600, d: 86_400 } as const;

/** `90s`, `20m`, `8h`, `180d` to whole seconds; null for anything else. */
export function parseDuration(text: string): number | null {
  const [, count, unit] = /^(\d{1,9})([smhd])$/.exec(text.trim().toLowerCase()) ?? [];
  return count === undefined || unit === undefined ? null : Number(count) * unitSeconds[unit as keyof typeof unitSeconds];
}

/** A token's lifetime as typed, in seconds. E_LIFETIME when it is no duration. */
export function parseLifetime(text: string): number {
  const seconds = parseDuration(text);
  if (seconds === null) throw new KeyrackError('E_LIFETIME', 'A lifetime is a whole number and a unit, as in 90s, 20m or 180d.');
  return seconds;
}

/** Trimmed entries; null for none. E_SCOPE names the first that is not `GET /v1/…`. */
export function checkedScope(entries: readonly string[] | null): readonly string[] | null {
  if (entries === null || entries.length === 0) return null;
  const bad = entries.find((entry) => parseScopeEntry(entry) === null);
  if (bad !== undefined) throw new KeyrackError('E_SCOPE', `“${bad.slice(0, 80)}” is not a scope entry: only “GET /v1/…” can be one.`);
  return entries.map((entry) => entry.trim());
}

/** E_LIFETIME with the reason; else whether such a token is long-lived (W_LONG_LIVED). */
export function checkLifetime(seconds: number, scope: readonly string[] | null): { readonly longLived: boolean } {
  if (!Number.isInteger(seconds)) throw new KeyrackError('E_LIFETIME', 'A lifetime is in whole seconds.');
  if (seconds < minimumLifetimeSeconds)
    throw new KeyrackError('E_LIFETIME', 'A token of less than 30 seconds may be over before Apple has read it.');
  if (seconds > maximumLifetimeSeconds(scope)) throw new KeyrackError('E_LIFETIME', tooLong(seconds, scope));
  return { longLived: seconds > ordinaryLifetimeSeconds };
}

function tooLong(seconds: number, scope: readonly string[] | null): string {
  if (maximumLifetimeSeconds(scope) === longLifetimeSeconds)
    return 'Apple takes long-lived tokens of up to six months; Keyrack stops at 180 days.';
  const longer = `${describeDuration(seconds)} is more than the 20 minutes Apple accepts`;
  const blocking = scope?.find((entry) => maximumLifetimeSeconds([entry]) === ordinaryLifetimeSeconds);
  if (blocking === undefined)
    return `${longer}, unless the token is scoped to GETs on resources that take long-lived tokens (Xcode Cloud, source control, performance).`;
  return `${longer}: “${blocking.slice(0, 80)}” is not on a resource that takes long-lived tokens (Xcode Cloud, source control, performance).`;
}

function describeDuration(seconds: number): string {
  const [size, name] = seconds % 86_400 === 0 ? [86_400, 'day'] : seconds % 60 === 0 ? [60, 'minute'] : [1, 'second'];
  const count = seconds / size;
  return `${count} ${name}${count === 1 ? '' : 's'}`;
}
