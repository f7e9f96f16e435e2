import { dirname } from 'node:path';
import { KeyrackError } from '../../shared/errors/index.js';
import type { Key, Organization } from '../../shared/model.js';
import { namedAs, sameName } from '../../shared/same-name.js';
import { maskSecrets } from '../../shared/secrets.js';

/** What selectors look at; a `VaultView` is one. Trashed keys are never found. */
export interface Stored {
  readonly organizations: readonly Organization[];
  readonly keys: readonly Key[];
}

const asIfLive = (stored: Stored): Stored => ({ ...stored, keys: stored.keys.map((key) => ({ ...key, trashedAt: null })) });

const live = ({ keys }: Stored): readonly Key[] => keys.filter((key) => key.trashedAt === null);

/**
 * `Org/Key name`, a Key ID, an id, an organization's name where that names one key, or the unique beginning of one of these.
 * A whole name beats a beginning. E_NOT_FOUND, or E_AMBIGUOUS listing what matches.
 */
export function resolveKey(stored: Stored, selector: string): Key {
  const matches = (among: Stored): readonly Key[] => {
    const whole = wholeMatches(among, selector);
    return whole.length > 0 ? whole : beginnings(among, selector);
  };
  return theOne(stored, selector, matches(stored), () => matches(asIfLive(stored)));
}

/** For what is hard to take back (`remove`): whole names and ids only. */
export function resolveWholeKey(stored: Stored, selector: string): Key {
  const found = wholeMatches(stored, selector);
  if (found.length === 0) refuseBeginning(stored, stored, selector);
  return theOne(stored, selector, found, () => wholeMatches(asIfLive(stored), selector));
}

/** Likewise among all keys, those in the Trash included (`purge`). */
export function resolveAnyKey(stored: Stored, selector: string): Key {
  const found = new Set(wholeMatches(asIfLive(stored), selector).map(({ id }) => id));
  if (found.size === 0) refuseBeginning(stored, asIfLive(stored), selector);
  return theOne(
    stored,
    selector,
    stored.keys.filter(({ id }) => found.has(id)),
  );
}

/** A beginning would do elsewhere: says which keys it may have meant, and that it names none here. */
function refuseBeginning(stored: Stored, among: Stored, selector: string): void {
  if (wholeMatches(asIfLive(stored), selector).length > 0 || findOrganization(stored, selector)) return;
  const begins = new Set(beginnings(among, selector).map(({ id }) => id));
  const meant = stored.keys.filter(({ id }) => begins.has(id));
  if (meant.length === 0) return;
  const message = `“${shorten(selector)}” is only the beginning of ${listOf(stored, meant)}; a whole name, Key ID or id is needed here.`;
  const [only, ...others] = meant;
  const next = only && others.length === 0 ? `If that is the one, name it by its Key ID: ${only.keyId}.` : 'Name the one you mean whole.';
  throw new KeyrackError('E_NOT_FOUND', message, { next });
}

/** By whole name or id; null when there is none. E_AMBIGUOUS where several are called so and none is spelled exactly so. */
export function findOrganization({ organizations }: Stored, selector: string): Organization | null {
  const wanted = selector.trim();
  const byId = organizations.find(({ id }) => id === wanted.toLowerCase());
  if (byId) return byId;
  const [named = null, ...others] = namedAs(organizations, wanted);
  if (named === null || others.length === 0) return named;
  const listed = [named, ...others].map(({ id, name }) => `${name} (id ${id})`).join(', ');
  throw new KeyrackError('E_AMBIGUOUS', `“${shorten(selector)}” could be ${listed}.`, { next: 'Use the id.' });
}

export function resolveOrganization(stored: Stored, selector: string): Organization {
  const found = findOrganization(stored, selector);
  if (!found)
    throw new KeyrackError('E_NOT_FOUND', `There is no organization named “${shorten(selector)}”; a whole name or an id is needed.`, {
      next: 'See “keyrack org list” for what they are called.',
    });
  return found;
}

/** What is spelled exactly so comes first: names that are the same may lie side by side since before that was refused. */
function wholeMatches(stored: Stored, selector: string): readonly Key[] {
  const exact = named(stored, tidy(selector), (text) => text);
  return exact.length > 0 ? exact : ofItsOrganization(stored, selector, named(stored, tidy(selector), sameName));
}

function named(stored: Stored, selector: string, spelled: (text: string) => string): readonly Key[] {
  const wanted = spelled(selector);
  const names = namesOf(stored, spelled);
  const isNamed = (key: Key) => {
    const [name, keyId] = [names(key), spelled(key.keyId)];
    // “Acme / CI uploads (2X9R4HXF34)” is how every command speaks of it.
    return name === wanted || keyId === wanted || `${name} (${keyId})` === wanted;
  };
  const direct = live(stored).filter((key) => key.id === wanted || isNamed(key));
  const byOrganization = stored.organizations.filter(({ name }) => spelled(name) === wanted).flatMap((one) => meantBy(stored, one));
  return unique([...direct, ...byOrganization]);
}

/** Of several, those of the organization whose name is spelled exactly as it was typed before the slash. */
function ofItsOrganization(stored: Stored, selector: string, found: readonly Key[]): readonly Key[] {
  const [organization, name] = tidy(selector).split(/\/(.*)/s);
  if (name === undefined || found.length < 2) return found;
  const its = new Set(stored.organizations.filter((one) => one.name === organization).map(({ id }) => id));
  const inIt = found.filter(({ organizationId }) => its.has(organizationId));
  return inIt.length > 0 ? inIt : found;
}

function beginnings(stored: Stored, selector: string): readonly Key[] {
  const wanted = sameName(tidy(selector));
  const names = namesOf(stored, sameName);
  const [organizationPart = '', keyPart] = wanted.split(/\/(.*)/s);
  const direct = live(stored).filter((key) => {
    if (keyPart === undefined) return key.id.startsWith(wanted) || sameName(key.keyId).startsWith(wanted);
    const [organization = '', name = ''] = names(key).split(/\/(.*)/s);
    return organization.startsWith(organizationPart) && name.startsWith(keyPart);
  });
  const byOrganization = stored.organizations
    .filter(({ name }) => sameName(name).startsWith(wanted))
    .flatMap((one) => meantBy(stored, one));
  const found = unique([...direct, ...byOrganization]);
  if (keyPart === undefined || found.length < 2) return found;
  // “acme/c” with Acme and Acme Labs: the organization that is named whole is the one meant.
  const inWhole = found.filter((key) => names(key).startsWith(`${organizationPart}/`));
  return ofItsOrganization(stored, selector, inWhole.length > 0 ? inWhole : found);
}

/** An organization's name means its default key, or its only one; else all of them, which is ambiguous. */
export function meantBy(stored: Stored, { id, defaultKeyId }: Organization): readonly Key[] {
  const its = live(stored).filter((key) => key.organizationId === id);
  const preferred = its.filter((key) => key.id === defaultKeyId);
  return preferred.length > 0 ? preferred : its;
}

/** `inTrash`: what it would have been, had nothing been trashed. */
function theOne(stored: Stored, selector: string, found: readonly Key[], inTrash: () => readonly Key[] = () => []): Key {
  const [first, ...others] = found;
  if (!first) {
    const [trashed] = inTrash();
    if (trashed) throw liesInTrash(stored, trashed);
    const empty = findOrganization(stored, selector);
    if (empty) throw new KeyrackError('E_NOT_FOUND', `${empty.name} holds no key.`, { next: 'Store one: keyrack import FILE --org NAME.' });
    throw new KeyrackError('E_NOT_FOUND', `Nothing stored is called “${shorten(selector)}”.`);
  }
  if (others.length > 0) throw new KeyrackError('E_AMBIGUOUS', `“${shorten(selector)}” could be ${listOf(stored, found)}.`);
  return first;
}

const liesInTrash = (stored: Stored, key: Key): KeyrackError =>
  new KeyrackError('E_NOT_FOUND', `${keyPath(stored, key)} (${key.keyId}) lies in the Trash.`, {
    next: '“keyrack undo” brings back what was removed last; “keyrack list --trash” shows what is there.',
  });

const listLimit = 10;
/** `Acme/CI (2X9R4HXF34), …`, at most ten; with the ids of those whose names are the same. */
function listOf(stored: Stored, keys: readonly Key[]): string {
  const names = keys.map((key) => sameName(keyPath(stored, key)));
  const isAlone = (name: string) => names.indexOf(name) === names.lastIndexOf(name);
  const shown = keys.slice(0, listLimit).map((key) => {
    const idToo = isAlone(sameName(keyPath(stored, key))) ? '' : `, id ${key.id}`;
    return `${keyPath(stored, key)} (${key.keyId}${idToo}${key.trashedAt === null ? '' : ', in the Trash'})`;
  });
  return keys.length > listLimit ? `${shown.join(', ')} and ${keys.length - listLimit} more` : shown.join(', ');
}

/** `Organization/Key name`, as a selector takes it. */
export const keyPath = (stored: Stored, key: Key): string =>
  `${stored.organizations.find(({ id }) => id === key.organizationId)?.name ?? '?'}/${key.name}`;

const namesOf = (stored: Stored, spelled: (text: string) => string): ((key: Key) => string) => {
  const byId = new Map(stored.organizations.map(({ id, name }) => [id, spelled(name)]));
  return (key) => `${byId.get(key.organizationId) ?? ''}/${spelled(key.name)}`;
};

/** Without blanks around it, and around its slash: with these we write a key ourselves. */
function tidy(selector: string): string {
  if (sameName(selector) === '') throw new KeyrackError('E_USAGE', 'An empty text names no key.');
  // A run of blanks that no slash follows would be tried again from each of them (M-16).
  return selector
    .split('/')
    .map((part) => part.trim())
    .join('/');
}

const unique = (keys: readonly Key[]): readonly Key[] => [...new Set(keys)];
/** What a cut would leave of a secret may not be known as one any more. */
function shorten(text: string): string {
  const shown = maskSecrets(text);
  return shown.length > 80 ? `${shown.slice(0, 80)}…` : shown;
}

/** Where a choice came from when no KEY was given; `which` says it. */
export type ChosenBy = 'argument' | 'environment' | 'file' | 'folder' | 'only';
export interface Choice {
  readonly key: Key;
  readonly by: ChosenBy;
  /** What was looked up; null where nothing named the key. */
  readonly selector: string | null;
  /** The `.keyrack` file, or the bound folder. */
  readonly path: string | null;
}

export interface ChoicePlaces {
  readonly argument: string | undefined;
  /** KEYRACK_KEY. */
  readonly environment: string | null;
  readonly file: () => Promise<{ readonly selector: string; readonly path: string } | null>;
  /** `state.json`'s folders: absolute path → id of a key. */
  readonly folders: () => Promise<Readonly<Record<string, string>>>;
  readonly cwd: string;
}

/** The order of cli.md. What is named first counts, even when it matches nothing: a typo must not quietly pick another key. */
export async function chooseKey(stored: Stored, places: ChoicePlaces): Promise<Choice> {
  const named = (by: ChosenBy, selector: string, path: string | null): Choice => ({
    key: resolveKey(stored, selector),
    by,
    selector,
    path,
  });
  if (places.argument !== undefined) return named('argument', places.argument, null);
  if (places.environment !== null) return saying('KEYRACK_KEY', () => named('environment', places.environment ?? '', null));
  const file = await places.file();
  if (file) return saying('The .keyrack file', () => named('file', file.selector, file.path));
  const folder = nearestFolder(await places.folders(), places.cwd);
  if (folder) return saying('The folder’s binding', () => named('folder', folder.selector, folder.path));
  return { key: theOnlyKey(stored), by: 'only', selector: null, path: null };
}

function saying<T>(who: string, resolve: () => T): T {
  try {
    return resolve();
  } catch (error) {
    if (error instanceof KeyrackError)
      throw new KeyrackError(error.code, `${who} decides here: ${error.message}`, { cause: error, next: error.hint });
    throw error;
  }
}

function nearestFolder(folders: Readonly<Record<string, string>>, cwd: string): { selector: string; path: string } | null {
  for (let path = cwd; ; path = dirname(path)) {
    const selector = Object.hasOwn(folders, path) ? folders[path] : undefined;
    if (selector !== undefined) return { selector, path };
    if (dirname(path) === path) return null;
  }
}

function theOnlyKey(stored: Stored): Key {
  const keys = live(stored);
  const [only] = keys;
  if (!only) {
    const inTrash = stored.keys.length > 0;
    throw new KeyrackError('E_NOT_FOUND', inTrash ? 'Every stored key lies in the Trash.' : 'No key is stored yet.', {
      next: inTrash ? '“keyrack undo” brings back what was removed last.' : 'Store one: keyrack import FILE --org NAME --issuer UUID.',
    });
  }
  if (keys.length > 1) throw new KeyrackError('E_AMBIGUOUS', `No key was named, and there are several: ${listOf(stored, keys)}.`);
  return only;
}
