import type { Key } from '../shared/model.js';
import { keyCalled } from '../shared/text.js';
import { issuerOf, organizationOf } from './listed-key.js';
import { meantBy, type Stored } from './selectors.js';

/** What an edit does to whose tokens are made, in words and by id. */
export interface TokenChanges {
  /** A sentence each; none: every token stays whose it was. */
  readonly said: readonly string[];
  /** Keys that sign as somebody else from now on, the Trash included: what is known of their last test no longer holds. */
  readonly signAnew: readonly string[];
  /** Keys that an organization’s name means from now on. */
  readonly meant: readonly string[];
}

/** Compares what is stored with what it would be. */
export function tokenChanges(before: Stored, after: Stored): TokenChanges {
  const anew = before.keys.flatMap((key) => {
    const now = after.keys.find(({ id }) => id === key.id);
    // A team key without an Issuer ID has made no token yet.
    const was = signsAs(before, key);
    return now && was !== null && was !== signsAs(after, now) ? [{ key: now, was }] : [];
  });
  const byTarget = new Map<string, Key[]>();
  for (const { key, was } of anew) {
    const words = `${signsAs(after, key) ?? 'for nobody'}, no longer ${was}`;
    byTarget.set(words, [...(byTarget.get(words) ?? []), key]);
  }
  const named = before.organizations.flatMap((organization) => {
    const [was, now] = [theMeant(before, organization.id), theMeant(after, organization.id)];
    return was && now && was.id !== now.id ? [{ organization, was, now }] : [];
  });
  return {
    said: [
      ...[...byTarget].map(
        ([words, keys]) => `Tokens of ${listOf(after, keys)} are made ${words}. Apple takes them only from that team’s own keys.`,
      ),
      ...named.map(({ organization, was, now }) => `“${organization.name}” means ${called(after, now)}, no longer ${called(before, was)}.`),
    ],
    signAnew: anew.map(({ key }) => key.id),
    meant: named.map(({ now }) => now.id),
  };
}

/** `iss` and audience, which are what a token says of whose it is; null where none can be made. */
function signsAs(stored: Stored, key: Key): string | null {
  const organization = organizationOf(stored, key);
  if (key.kind === 'team' && organization.issuerId === null) return null;
  const program = organization.program === 'enterprise' ? ' of the Enterprise Program' : '';
  return `for ${key.kind === 'individual' ? 'its user' : `Issuer ID ${issuerOf(key, organization) ?? '(none)'}`}${program}`;
}

function theMeant(stored: Stored, organizationId: string): Key | null {
  const organization = stored.organizations.find(({ id }) => id === organizationId);
  const [key = null, ...others] = organization ? meantBy(stored, organization) : [];
  return others.length === 0 ? key : null;
}

const called = (stored: Stored, key: Key): string =>
  keyCalled({ organization: organizationOf(stored, key).name, name: key.name, keyId: key.keyId });

const most = 10;
const listOf = (stored: Stored, keys: readonly Key[]): string =>
  [...keys.slice(0, most).map((key) => called(stored, key)), ...(keys.length > most ? [`${keys.length - most} more`] : [])].join(', ');
