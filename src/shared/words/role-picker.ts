import { type Role, roles } from '../apple/roles.js';
import type { KeyKind } from '../model.js';

/** The roles App Store Connect offers for a key, smallest first: what a thief could do with it grows along the list. */
export const offeredRoles = [
  'CUSTOMER_SUPPORT',
  'MARKETING',
  'SALES',
  'FINANCE',
  'DEVELOPER',
  'APP_MANAGER',
  'ADMIN',
] as const satisfies Role[];
type Offered = (typeof offeredRoles)[number];

/** How much a role can do, as a weight: two small ones together may still be less than one large. */
const weight: Readonly<Record<Offered, number>> = {
  CUSTOMER_SUPPORT: 1,
  MARKETING: 1,
  SALES: 2,
  FINANCE: 3,
  DEVELOPER: 4,
  APP_MANAGER: 6,
  ADMIN: 100,
};

interface TaskEntry {
  readonly label: string;
  /** Any one of these can do it (facts: role permissions, and what projects found). */
  readonly by: readonly Offered[];
  /** Not open to individual keys, and what that is called in a sentence. */
  readonly closed?: string;
}
const reports = 'sales and finance reports';
export const tasks = {
  upload: { label: 'Upload builds', by: ['DEVELOPER', 'APP_MANAGER', 'ADMIN'] },
  'read-testflight': { label: 'Read TestFlight', by: ['DEVELOPER', 'APP_MANAGER', 'ADMIN'] },
  'edit-testflight': { label: 'Manage testers', by: ['APP_MANAGER', 'ADMIN'] },
  metadata: { label: 'Edit metadata', by: ['APP_MANAGER', 'ADMIN'] },
  submit: { label: 'Submit for review', by: ['APP_MANAGER', 'ADMIN'] },
  sales: { label: 'Sales reports', by: ['SALES', 'FINANCE', 'ADMIN'], closed: reports },
  finance: { label: 'Finance reports', by: ['FINANCE', 'ADMIN'], closed: reports },
  reviews: { label: 'Answer reviews', by: ['CUSTOMER_SUPPORT', 'APP_MANAGER', 'ADMIN'] },
  provisioning: { label: 'Certificates and profiles', by: ['ADMIN'], closed: 'certificates, identifiers and profiles' },
  users: { label: 'Manage users', by: ['ADMIN'] },
} as const satisfies Record<string, TaskEntry>;
export type Task = keyof typeof tasks;

export const users = { service: 'A service or build server', me: 'Only me' } as const;
export type User = keyof typeof users;

export interface Advice {
  readonly kind: KeyKind;
  /** The smallest that do all of it; none while nothing is chosen. */
  readonly roles: readonly Offered[];
  /** What to choose, and why. */
  readonly choose: string;
  readonly why: string;
}

/** Which key to make for this: the kind, and the roles that can do the least and still all of it. */
export function recommend(who: User, wanted: readonly Task[]): Advice {
  const entries: readonly TaskEntry[] = wanted.map((task) => tasks[task]);
  const least = smallest(entries);
  const closed = entries.find((entry) => entry.closed)?.closed;
  if (who === 'me' && closed === undefined) return { kind: 'individual', roles: least, ...individual(least) };
  const why = who === 'me' ? `Individual keys are closed to ${closed}.` : reason(least, wanted.length);
  return {
    kind: 'team',
    roles: least,
    choose: least.length === 0 ? 'Choose the smallest role that works.' : `Choose ${named(least)}.`,
    why,
  };
}

function individual(least: readonly Offered[]): Pick<Advice, 'choose' | 'why'> {
  const need = least.length === 0 ? '' : ` Your own has to be ${named(least)}, or larger.`;
  return { choose: 'Make an individual key.', why: `It has your role and your apps, and ends with your account.${need}` };
}

function reason(least: readonly Offered[], count: number): string {
  if (least.length === 0) return 'Say what it will do, and it is named here.';
  if (least.includes('ADMIN')) return 'Nothing smaller can. Keep this key for that alone: it can manage users and keys too.';
  if (least.length > 1) return 'A key can have several roles; together these are the least that will do.';
  return `The smallest role that does ${count === 1 ? 'it' : count === 2 ? 'both' : 'all of it'}.`;
}

const named = (some: readonly Offered[]): string =>
  new Intl.ListFormat('en', { type: 'conjunction' }).format(some.map((role) => roles[role].name));

/** Tries every combination: there are 128. */
function smallest(entries: readonly TaskEntry[]): readonly Offered[] {
  if (entries.length === 0) return [];
  let best: readonly Offered[] = ['ADMIN'];
  for (let bits = 1; bits < 2 ** offeredRoles.length; bits += 1) {
    const some = offeredRoles.filter((_role, n) => bits & (1 << n));
    if (entries.every(({ by }) => by.some((role) => some.includes(role))) && cost(some) < cost(best)) best = some;
  }
  return [...best].reverse();
}
const cost = (some: readonly Offered[]): number => some.reduce((sum, role) => sum + weight[role], 0);
