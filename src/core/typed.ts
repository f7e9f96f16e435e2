import { type Checked, normaliseIssuerId, normaliseTeamId, normaliseVendorNumber } from '../shared/apple/ids.js';
import { permissions, roles } from '../shared/apple/roles.js';
import { type ErrorCode, KeyrackError } from '../shared/errors/index.js';
import { maskSecrets } from '../shared/secrets.js';
import { cleanName } from '../shared/text.js';

export { checkedName } from '../shared/names.js';

/** What people type, made fit to store; the strongroom checks again what comes with an import. */

/** E_ISSUER_FORMAT with what is odd about it. */
export function checkedIssuerId(text: string): string {
  const issuer = normaliseIssuerId(text);
  if (!issuer.ok) throw new KeyrackError(issuer.code, issuer.message);
  return issuer.value;
}

/** E_TEAM_FORMAT, E_VENDOR_FORMAT. Nothing typed takes it away again. */
export const checkedTeamId = (text: string | null): string | null => checkedOrNone(text, normaliseTeamId);
export const checkedVendorNumber = (text: string | null): string | null => checkedOrNone(text, normaliseVendorNumber);

function checkedOrNone<Code extends ErrorCode>(text: string | null, normalise: (text: string) => Checked<Code>): string | null {
  if (text === null || text.trim() === '') return null;
  const checked = normalise(text);
  if (!checked.ok) throw new KeyrackError(checked.code, checked.message);
  return checked.value;
}

const spelled = (role: string): string =>
  cleanName(role)
    .toUpperCase()
    .replaceAll(/[\s-]+/g, '_');
const knownRoles: ReadonlyMap<string, string> = new Map(
  [...permissions.map((one) => [one, one] as const), ...Object.entries(roles).map(([role, { name }]) => [role, name] as const)].flatMap(
    ([role, name]) => [
      [role, role],
      [spelled(name), role],
    ],
  ),
);

/**
 * Roles as Apple's API writes them: `App Manager` and `app_manager` are APP_MANAGER. `stored`: what the key has already is kept,
 * known or not, because a newer Keyrack may know more. E_USAGE with those there are.
 */
export function checkedRoles(typed: readonly string[], stored: readonly string[] = []): readonly string[] {
  const found = typed.map((role) => knownRoles.get(spelled(role)) ?? stored.find((one) => one === role.trim()) ?? null);
  const unknown = found.indexOf(null);
  if (unknown >= 0)
    throw new KeyrackError(
      'E_USAGE',
      `“${cleanName(maskSecrets(typed[unknown] ?? '')).slice(0, 50)}” is no role of Apple’s. The roles are ${[...Object.keys(roles), ...permissions].join(', ')}.`,
    );
  return [...new Set(found.filter((role) => role !== null))];
}
