/**
 * What Apple accepts of a token [A, "Generating Tokens for API Requests"], as data and pure functions.
 * Times are seconds.
 */
export const minimumLifetimeSeconds = 30;
export const ordinaryLifetimeSeconds = 20 * 60;
/** Apple allows "up to six months"; we stop at 180 days. */
export const longLifetimeSeconds = 180 * 24 * 60 * 60;
/** `iat` is set this far back: a clock 34 s fast is enough for a 401 (Cap-go #2840). */
const backdateSeconds = 60;

const longLivedRoots = [
  'ciBuildActions',
  'ciBuildRuns',
  'ciIssues',
  'ciMacOsVersions',
  'ciProducts',
  'ciTestResults',
  'ciWorkflows',
  'ciXcodeVersions',
  'scmProviders',
  'scmRepositories',
  'scmGitReferences',
  'scmPullRequests',
];
// Apple names these resources (developer.apple.com/documentation/appstoreconnectapi/generating-tokens-for-api-requests); the paths are our reading.
const longLivedPaths = [
  new RegExp(`^/v1/(${longLivedRoots.join('|')})(/|$)`),
  /^\/v1\/apps\/[^/]+\/perfPowerMetrics$/,
  /^\/v1\/builds\/[^/]+\/(perfPowerMetrics|diagnosticSignatures)$/,
  /^\/v1\/diagnosticSignatures\/[^/]+\/logs$/,
];

/** A scope entry is `GET <path>[?<query>]`; only GET is documented. Null: not an entry. */
export function parseScopeEntry(entry: string): { path: string; query: string } | null {
  const match = /^GET (\/v[1-9]\d*\/[\x21-\x7e]+)$/.exec(entry.trim());
  const target = match?.[1];
  if (target === undefined || target.includes('#') || decodesToDots(target)) return null;
  const [path = '', query = ''] = target.split(/\?(.*)/s);
  return { path, query };
}

const decodesToDots = (target: string): boolean => /(^|\/)(\.|%2e){1,2}(\/|\?|$)/i.test(target);

/** The longest lifetime Apple allows for this scope, in seconds. */
export function maximumLifetimeSeconds(scope: readonly string[] | null): number {
  if (scope === null || scope.length === 0) return ordinaryLifetimeSeconds;
  const allLongLived = scope.every((entry) => {
    const parsed = parseScopeEntry(entry);
    return parsed !== null && longLivedPaths.some((path) => path.test(parsed.path));
  });
  return allLongLived ? longLifetimeSeconds : ordinaryLifetimeSeconds;
}

/** `iat = now − 60 s`, `exp = min(now + lifetime, iat + 1200 s)`; a long-lived scope is not cut. Seconds in, seconds out. */
export function tokenTimes(nowSeconds: number, lifetimeSeconds: number, scope: readonly string[] | null): { iat: number; exp: number } {
  const iat = Math.floor(nowSeconds) - backdateSeconds;
  const exp = Math.floor(nowSeconds) + lifetimeSeconds;
  const limit = maximumLifetimeSeconds(scope);
  // exp ≤ iat + 1200: `exp − iat` is what Apple measures, so the minute of backdating comes out of the 20.
  return { iat, exp: Math.min(exp, iat + limit) };
}
