import { expect, test } from 'vitest';
import { makeKey } from '../../tests/support/keys.js';
import { probes, replyTo } from './endpoints.js';
import type { Account } from './verify.js';

const { publicKey } = makeKey();
const team = (...roles: readonly string[]): Account => ({ kind: 'team', keyId: 'TEAM123456', issuerId: 'x', publicKey, roles });
const person = (...roles: readonly string[]): Account => ({ kind: 'individual', keyId: 'PERSON1234', publicKey, roles });
const statuses = (account: Account, doubtful: 'allowed' | 'refused' = 'refused') =>
  Object.fromEntries(probes.map((path) => [path, replyTo(`${path}?limit=1`, account, doubtful).status]));
/** Which of the probes are forbidden. */
const forbidden = (account: Account, doubtful: 'allowed' | 'refused' = 'refused') =>
  Object.entries(statuses(account, doubtful))
    .filter(([, status]) => status === 403)
    .map(([path]) => path.replace(/^\/v\d\//, '').replace('apps/1/', ''));

test('every role may ask for territories; Admin and Account Holder may ask for everything', () => {
  for (const role of ['ADMIN', 'ACCOUNT_HOLDER']) expect(forbidden(team(role)), role).toEqual([]);
  for (const role of ['APP_MANAGER', 'DEVELOPER', 'FINANCE', 'SALES', 'MARKETING', 'CUSTOMER_SUPPORT', 'ACCESS_TO_REPORTS'])
    expect(statuses(team(role))['/v1/territories'], role).toBe(200);
});

// Our model of Apple’s roles, written out by role: what answers 403 for certain, and what only where the table is in doubt.
const rows: readonly (readonly [role: string, never: readonly string[], doubtful: readonly string[]])[] = [
  ['APP_MANAGER', ['salesReports', 'financeReports'], ['users', 'certificates']],
  ['DEVELOPER', ['users', 'salesReports', 'financeReports'], ['certificates']],
  ['FINANCE', ['users', 'builds', 'betaGroups', 'bundleIds', 'certificates', 'ciProducts', 'sandboxTesters', 'customerReviews'], ['apps']],
  [
    'SALES',
    ['users', 'builds', 'betaGroups', 'bundleIds', 'certificates', 'ciProducts', 'sandboxTesters', 'financeReports', 'customerReviews'],
    ['apps'],
  ],
  [
    'MARKETING',
    ['users', 'bundleIds', 'certificates', 'ciProducts', 'sandboxTesters', 'salesReports', 'financeReports'],
    ['builds', 'betaGroups', 'customerReviews'],
  ],
  [
    'CUSTOMER_SUPPORT',
    ['users', 'builds', 'betaGroups', 'bundleIds', 'certificates', 'ciProducts', 'sandboxTesters', 'salesReports', 'financeReports'],
    [],
  ],
];
test.for(rows)('%s is refused where its role is too small, and nowhere else', ([role, never, doubtful]) => {
  expect(forbidden(team(role), 'allowed').sort()).toEqual([...never].sort());
  expect(forbidden(team(role)).sort()).toEqual([...never, ...doubtful].sort());
});

test('roles add up, an unknown one adds nothing', () => {
  expect(forbidden(team('APP_MANAGER', 'FINANCE'))).toEqual(['users', 'certificates']);
  expect(statuses(team('CREATE_APPS'))['/v1/territories']).toBe(403);
});

test('too small a role is 403 FORBIDDEN_ERROR in Apple’s shape', () => {
  const { body } = replyTo('/v1/users?limit=1', team('DEVELOPER'), 'refused');
  const error = { status: '403', code: 'FORBIDDEN_ERROR', title: 'This request is forbidden for security reasons' };
  expect(JSON.parse(body)).toMatchObject({ errors: [{ ...error, detail: 'The API key in use does not allow this request' }] });
});

test('an individual key gets 401 at provisioning, 403 at reports, and its role’s rights elsewhere', () => {
  const told = statuses(person('ADMIN'));
  expect([told['/v1/bundleIds'], told['/v1/certificates'], told['/v1/salesReports'], told['/v1/financeReports']]).toEqual([
    401, 401, 403, 403,
  ]);
  expect([told['/v1/users'], statuses(person('DEVELOPER'))['/v1/users']]).toEqual([200, 403]);
});

test('a report asks for its vendor number, and what is nowhere is 404 whatever the role', () => {
  const ask = (target: string) => {
    const { status, body } = replyTo(target, team('FINANCE'), 'refused');
    return [status, JSON.parse(body).errors[0].code];
  };
  expect(ask('/v1/salesReports?filter[frequency]=DAILY')).toEqual([400, 'PARAMETER_ERROR.REQUIRED']);
  expect(ask('/v1/salesReports?filter%5BvendorNumber%5D=80012345')).toEqual([404, 'NOT_FOUND']);
  expect(ask('/v1/nowhere')).toEqual([404, 'NOT_FOUND']);
});
