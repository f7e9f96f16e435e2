import type { Key } from '../shared/model.js';
import { keyCalled } from '../shared/text.js';
import { issuerOf } from './selectors/listed-key.js';
import { meantBy, type Stored } from './selectors/selectors.js';

/** What an edit does to whose tokens are made, in words and by id. */
export interface TokenChanges {
  /** A sentence each; none: every token stays whose it was. */
  readonly said: readonly string[];
  /** Keys that sign as somebody else from now on, the Trash included: what is known of their last test no longer holds. */
  readonly signAnew: readonly string[];
  /** Keys that an organization’s name means from now on. */
  readonly meant: readonly string[];
}

/** Compares what is stored with what it would be. Of ten thousand keys each is looked at once. */
export function tokenChanges(before: Stored, after: Stored): TokenChanges {
  const [was, now] = [indexOf(before), indexOf(after)];
  const anew = before.keys.flatMap((key) => {
    const [from, later] = [was.signsAs(key), now.keys.get(key.id)];
    // A team key without an Issuer ID has made no token yet.
    return later && from !== null && from !== now.signsAs(later)
      ? [{ key: later, words: `${now.signsAs(later) ?? 'for nobody'}, no longer ${from}` }]
      : [];
  });
  const byWords = new Map<string, Key[]>();
  for (const { key, words } of anew) {
    const list = byWords.get(words);
    if (list) list.push(key);
    else byWords.set(words, [key]);
  }
  const named = before.organizations.flatMap(({ id, name }) => {
    const [old, other] = [was.meant(id), now.meant(id)];
    return old && other && old.id !== other.id ? [{ name, old, other }] : [];
  });
  return {
    said: [
      ...[...byWords].map(
        ([words, keys]) => `Tokens of ${listOf(keys.map(now.called))} are made ${words}. Apple takes them only from that team’s own keys.`,
      ),
      ...named.map(({ name, old, other }) => `“${name}” means ${now.called(other)}, no longer ${was.called(old)}.`),
    ],
    signAnew: anew.map(({ key }) => key.id),
    meant: named.map(({ other }) => other.id),
  };
}

function indexOf({ organizations, keys }: Stored) {
  const byId = new Map(organizations.map((one) => [one.id, one]));
  const its = new Map<string, Key[]>();
  for (const key of keys) {
    const list = its.get(key.organizationId);
    if (list) list.push(key);
    else its.set(key.organizationId, [key]);
  }
  return {
    keys: new Map(keys.map((key) => [key.id, key])),
    /** `iss` and audience, which are what a token says of whose it is; null where none can be made. */
    signsAs(key: Key): string | null {
      const organization = byId.get(key.organizationId);
      if (!organization || (key.kind === 'team' && organization.issuerId === null)) return null;
      const program = organization.program === 'enterprise' ? ' of the Enterprise Program' : '';
      return `for ${key.kind === 'individual' ? 'its user' : `Issuer ID ${issuerOf(key, organization)}`}${program}`;
    },
    /** The one key that an organization’s name means, if it means one. */
    meant(id: string): Key | null {
      const organization = byId.get(id);
      const [key = null, ...others] = organization ? meantBy({ organizations, keys: its.get(id) ?? [] }, organization) : [];
      return others.length === 0 ? key : null;
    },
    called: ({ organizationId, name, keyId }: Key): string =>
      keyCalled({ organization: byId.get(organizationId)?.name ?? '?', name, keyId }),
  };
}

const most = 10;
const listOf = (names: readonly string[]): string =>
  [...names.slice(0, most), ...(names.length > most ? [`${names.length - most} more`] : [])].join(', ');
