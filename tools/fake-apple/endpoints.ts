import type { Role } from '../../src/shared/apple/roles.js';
import { errorBody, forbiddenByRole, unauthorized } from './faults.js';
import type { Account } from './verify.js';

/** What an endpoint says to a good token. */
export interface Reply {
  readonly status: number;
  readonly body: string;
}
interface Endpoint {
  /** `1` stands for any id. */
  readonly probe: string;
  readonly area: 'provisioning' | 'reports' | 'other';
  /** Y, N or ? (it differs, or is not known) for each of `columns`: our model of Apple’s table of roles; Apple documents no such table of addresses. */
  readonly row: string;
  readonly data: readonly unknown[];
}

const columns = ['ADMIN', 'APP_MANAGER', 'DEVELOPER', 'FINANCE', 'SALES', 'MARKETING', 'CUSTOMER_SUPPORT'] as const;
// Roles without a column of their own: the one whose rights they have.
const sameAs: Partial<Record<Role, (typeof columns)[number]>> = { ACCOUNT_HOLDER: 'ADMIN', ACCESS_TO_REPORTS: 'SALES' };

const at = (probe: string, row: string, area: Endpoint['area'] = 'other', data: readonly unknown[] = []): Endpoint => ({
  probe,
  area,
  row,
  data,
});
const endpoints: readonly Endpoint[] = [
  at('/v1/territories', 'YYYYYYY', 'other', [{ type: 'territories', id: 'USA', attributes: { currency: 'USD' } }]),
  at('/v1/apps', 'YYY??YY', 'other', [{ type: 'apps', id: '1', attributes: { name: 'Example' } }]),
  at('/v1/users', 'Y?NNNNN'),
  at('/v1/builds', 'YYYNN?N'),
  at('/v1/betaGroups', 'YYYNN?N'),
  at('/v1/bundleIds', 'YYYNNNN', 'provisioning'),
  at('/v1/certificates', 'Y??NNNN', 'provisioning'),
  at('/v1/ciProducts', 'YYYNNNN'),
  at('/v2/sandboxTesters', 'YYYNNNN'),
  at('/v1/salesReports', 'YNNYYNN', 'reports'),
  at('/v1/financeReports', 'YNNYNNN', 'reports'),
  at('/v1/apps/1/customerReviews', 'YYYNN?Y'),
];
/** Their paths. */
export const probes = endpoints.map(({ probe }) => probe);

/** The answer for `account`, whose token was good. `doubtful`: what a ? of the table means in this run. */
export function replyTo(target: string, account: Account, doubtful: 'allowed' | 'refused'): Reply {
  const [path = '', query = ''] = target.split(/\?(.*)/s);
  const endpoint = endpoints.find(({ probe }) => probe === path.replace(/^\/v1\/apps\/[^/]+\//, '/v1/apps/1/'));
  if (!endpoint) return notFound('There is no resource here.');
  if (account.kind === 'individual') {
    // [P, asckey README]: looks exactly like a bad key.
    if (endpoint.area === 'provisioning') return { status: 401, body: unauthorized() };
    // Apple’s “Creating API Keys” says that they cannot; with which code is our guess.
    if (endpoint.area === 'reports') return forbiddenByRole();
  }
  if (!account.roles.some((role) => allows(endpoint, role, doubtful))) return forbiddenByRole();
  return endpoint.area === 'reports' ? reportFor(query) : { status: 200, body: JSON.stringify({ data: endpoint.data, links: {} }) };
}

function allows({ row }: Endpoint, role: string, doubtful: 'allowed' | 'refused'): boolean {
  const column = columns.indexOf((sameAs[role as Role] ?? role) as (typeof columns)[number]);
  const said = column < 0 ? 'N' : row[column];
  return said === 'Y' || (said === '?' && doubtful === 'allowed');
}

/** A role that may read reports is asked for a vendor number first; there is no report here for any. */
function reportFor(query: string): Reply {
  if (new URLSearchParams(query).get('filter[vendorNumber]')) return notFound('There were no sales for the date specified.');
  const body = errorBody(
    400,
    'PARAMETER_ERROR.REQUIRED',
    'A required parameter is missing',
    "The parameter 'filter[vendorNumber]' is required.",
  );
  return { status: 400, body };
}

const notFound = (detail: string): Reply => ({ status: 404, body: errorBody(404, 'NOT_FOUND', 'Not found', detail) });
