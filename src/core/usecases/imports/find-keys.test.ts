import { describe, expect, test } from 'vitest';
import { KeyrackError } from '../../../shared/errors/index.js';
import type { Key, Organization } from '../../../shared/model.js';
import type { Scanned, ScanReply, VaultView } from '../../../strongroom/client/contract.js';
import type { Deps } from '../../deps.js';
import { type FindKeys, type FoundKeyRow, findKeys, isWorthwhile } from './find-keys.js';

const acmes = '57246542-96fe-1a63-e053-0824d011072a';
const others = '69a6de70-03db-47e3-e053-5b8c7c11a4d1';
const organization = (set: Partial<Organization>) => ({ id: 'o', name: 'Acme', issuerId: acmes, ...set }) as Organization;
const stored = (set: Partial<Key> = {}) =>
  ({ id: 'k', organizationId: 'o', keyId: '2X9R4HXF34', name: 'CI', fingerprint: 'SHA256:k', trashedAt: null, ...set }) as Key;

type Read = NonNullable<Scanned['found']>;
type Told = NonNullable<Scanned['entry']>;
/** A key that was read. */
const read = (keyId: string | null, fingerprint: string, set: Partial<Read> = {}, path = `/${keyId}.p8`): Scanned =>
  ({
    path,
    of: null,
    record: null,
    entry: null,
    found: { keyId, fingerprint, kind: 'team', program: null, issuerId: acmes, storedAs: null, conflict: null, ...set },
    warnings: [],
    error: null,
  }) as unknown as Scanned;
/** One that another file only tells of. */
const told = (set: Partial<Told>, path = '/asc.json'): Scanned =>
  ({
    path,
    of: 'asc',
    record: 1,
    entry: { tool: null, keyId: null, issuerId: null, keyPath: null, kind: null, program: null, name: null, team: null, ...set },
    found: null,
    warnings: [],
    error: null,
  }) as unknown as Scanned;

/** What is found where the strongroom sees these, in a vault of these. */
async function found(rows: readonly Scanned[], vault: Partial<VaultView> = {}, request: Partial<FindKeys> = {}) {
  const asked: unknown[] = [];
  const view = { organizations: [organization({})], keys: [], ...vault } as unknown as VaultView;
  const reply: ScanReply = { rows, skipped: [{ path: '/link', why: 'link' }], more: true };
  const strongroom = {
    examine: async (sources: unknown) => {
      asked.push(sources);
      return rows;
    },
    scan: async (places: unknown) => {
      asked.push(places);
      return reply;
    },
  };
  const deps = {
    strongroom,
    session: { view: async () => view },
    cwd: '/work',
    elsewhere: { homedir: '/home/ada', env: {} },
  } as unknown as Deps;
  return { ...(await findKeys(deps, { from: ['x'], limit: 10, ...request } as FindKeys)), asked };
}
const states = (rows: readonly FoundKeyRow[]) => rows.map(({ state }) => state);

test('a path is looked at from the folder one stands in, whatever its name is like; “all” is every tool’s places and no path', async () => {
  const [chosen] = (await found([], {}, { from: ['keys/a.p8', '/abs'] })).asked as {
    places: { path: string; as: string; of: unknown }[];
    limit: number;
  }[];
  expect(chosen).toEqual({
    places: [
      { path: '/work/keys/a.p8', as: 'chosen', of: null },
      { path: '/abs', as: 'chosen', of: null },
    ],
    limit: 10,
  });
  const [all] = (await found([], {}, { from: ['all'] })).asked as { places: { path: string; as: string; of: string | null }[] }[];
  expect(all?.places.length).toBeGreaterThan(5);
  expect(all?.places.filter(({ as, of, path }) => as === 'chosen' || of === null || path.endsWith('/all'))).toEqual([]);
  const [one] = (await found([], {}, { from: ['fastlane', 'mine'] })).asked as { places: { path: string; of: string | null }[] }[];
  expect(one?.places.filter(({ of }) => of === null).map(({ path }) => path)).toEqual(['/work/mine']);
  expect(new Set(one?.places.flatMap(({ of }) => of ?? []))).toEqual(new Set(['fastlane']));
});

test('a text lies nowhere: its rows have no path, nothing was skipped, and no file is looked at', async () => {
  const { rows, skipped, more, asked } = await found([read('2X9R4HXF34', 'SHA256:a')], {}, { from: { text: 'PEM' } });
  expect([rows[0]?.path, rows[0]?.tool, skipped, more]).toEqual([null, null, [], false]);
  expect(asked).toEqual([{ sources: [{ from: 'text', text: 'PEM' }] }]);
});

test('what was skipped, and that there is more, is passed on', async () => {
  expect(await found([])).toMatchObject({ skipped: [{ path: '/link', why: 'link' }], more: true });
});

test('a row says all that is known of a key: what was read before what a file tells, ids as Apple writes them', async () => {
  const both = {
    ...read(' 2x9r4hxf34 ', 'SHA256:a', { issuerId: acmes.toUpperCase(), program: 'enterprise' }),
    of: 'asc',
  } as unknown as Scanned;
  const entry = told({ name: 'Uploads', keyPath: '/named.p8', kind: 'individual', program: 'app-store', keyId: 'OTHER' }).entry;
  const { rows } = await found([{ ...both, entry } as Scanned]);
  expect(rows).toEqual([
    {
      row: 1,
      path: '/ 2x9r4hxf34 .p8',
      record: null,
      tool: 'asc',
      keyId: '2X9R4HXF34',
      fingerprint: 'SHA256:a',
      keyPath: null,
      issuerId: acmes,
      kind: 'team',
      program: 'enterprise',
      name: 'Uploads',
      organization: 'Acme',
      state: 'new',
      sameAs: null,
      storedAs: null,
      needs: null,
      warnings: [],
      error: null,
    },
  ]);
});

describe('what a row is', () => {
  const vault = { keys: [stored(), stored({ id: 't', keyId: 'TRASHED001', name: 'Old', trashedAt: 'then' })] };
  const knownAs = (id: string) => ({ storedAs: { id } }) as Partial<Read>;

  test('stored, in the Trash, or new under another Key ID than the stored one', async () => {
    const { rows } = await found(
      [
        read('2X9R4HXF34', 'SHA256:k', knownAs('k')),
        read('TRASHED001', 'SHA256:t', knownAs('t')),
        read('ANOTHER001', 'SHA256:u', knownAs('t')),
        read(null, 'SHA256:k', knownAs('k'), '/unnamed.p8'),
      ],
      vault,
    );
    expect(rows.map(({ state, storedAs }) => [state, storedAs])).toEqual([
      ['stored', 'Acme / CI'],
      ['trashed', 'Acme / Old'],
      ['new', null],
      ['stored', 'Acme / CI'],
    ]);
  });

  test('told of by a file: known by the Key ID of a key that is not in the Trash, else lying elsewhere, else refused', async () => {
    const { rows } = await found(
      [
        told({ keyId: '2x9r4hxf34', keyPath: '/a.p8' }),
        told({ keyId: 'TRASHED001', keyPath: '/b.p8' }),
        told({ keyId: 'NEWONE0001' }),
        { ...told({ keyId: 'BAD0000001', keyPath: '/c.p8' }), error: new KeyrackError('E_P8_RSA').body },
      ],
      vault,
    );
    expect(rows.map(({ state, storedAs }) => [state, storedAs])).toEqual([
      ['known-id', 'Acme / CI'],
      ['elsewhere', null],
      ['refused', null],
      ['refused', null],
    ]);
    expect(rows.at(-1)).toMatchObject({ error: { code: 'E_P8_RSA' }, sameAs: null });
  });

  test('of two stored keys of one Key ID the first is named', async () => {
    const keys = [stored(), stored({ id: 'l', name: 'Second' })];
    expect((await found([told({ keyId: '2X9R4HXF34', keyPath: '/a.p8' })], { keys })).rows[0]?.storedAs).toBe('Acme / CI');
  });

  test('B-50, B-51 one that clashes with a stored key says so in the strongroom’s words', async () => {
    const conflict = new KeyrackError('E_KEY_CONFLICT', 'It has another Key ID here.').body;
    const { rows } = await found([read('2X9R4HXF34', 'SHA256:z', { conflict, ...knownAs('k') })], vault);
    expect(rows[0]).toMatchObject({ state: 'conflict', error: { message: 'It has another Key ID here.' }, storedAs: null });
  });
});

describe('what is the same as an earlier row', () => {
  const repeats = async (...rows: readonly Scanned[]) =>
    (await found(rows)).rows.map(({ state, sameAs }) => (state === 'repeat' ? sameAs : state));

  test('the same private key with the same Key ID, and not with another', async () => {
    expect(await repeats(read('AAAAAAAAA1', 'SHA256:a'), read('AAAAAAAAA1', 'SHA256:a', {}, '/copy.p8'))).toEqual(['new', 1]);
    expect(await repeats(read('AAAAAAAAA1', 'SHA256:a'), read('AAAAAAAAA2', 'SHA256:a'))).toEqual(['conflict', 'conflict']);
  });

  test('one that is not read yet is known by its Key ID, whichever was found first; of several the first row is named', async () => {
    const unread = told({ keyId: 'AAAAAAAAA1', keyPath: '/elsewhere.p8' });
    expect(await repeats(read('AAAAAAAAA1', 'SHA256:a'), unread)).toEqual(['new', 1]);
    expect(await repeats(unread, read('AAAAAAAAA1', 'SHA256:a'))).toEqual(['elsewhere', 1]);
    const [first, second] = [read('AAAAAAAAA1', 'SHA256:a'), read('AAAAAAAAA1', 'SHA256:b', {}, '/b.p8')];
    expect(await repeats(first, second, unread)).toEqual(['conflict', 'conflict', 1]);
  });

  test('two files that name the same place and no Key ID are one; without either in common, without a Key ID, they are two', async () => {
    const at = (keyPath: string, file: string) => told({ keyPath }, file);
    expect(await repeats(at('/k.p8', '/a.json'), at('/k.p8', '/b.json'))).toEqual(['elsewhere', 1]);
    expect(await repeats(at('/k.p8', '/a.json'), at('/l.p8', '/b.json'))).toEqual(['elsewhere', 'elsewhere']);
  });

  test('a file that names the very file which another row is', async () => {
    const unnamed = read(null, 'SHA256:a', {}, '/k.p8');
    expect(await repeats(unnamed, told({ keyPath: '/k.p8' }))).toEqual(['new', 1]);
  });

  test('a refused row is nobody’s first', async () => {
    const refused = { ...read('AAAAAAAAA1', 'SHA256:a'), error: new KeyrackError('E_P8_RSA').body } as Scanned;
    expect(await repeats(refused, read('AAAAAAAAA1', 'SHA256:a'))).toEqual(['refused', 'new']);
  });
});

test('B-50, B-51 two new rows that cannot both be right name each other, the nearest row first, and say what is odd', async () => {
  const { rows } = await found([
    read('AAAAAAAAA1', 'SHA256:a'),
    read('AAAAAAAAA1', 'SHA256:b', {}, '/b.p8'),
    read('AAAAAAAAA2', 'SHA256:b', {}, '/c.p8'),
    read('AAAAAAAAA3', 'SHA256:d'),
    read(null, 'SHA256:e', {}, '/e.p8'),
    read(null, 'SHA256:f', {}, '/f.p8'),
  ]);
  expect(states(rows)).toEqual(['conflict', 'conflict', 'conflict', 'new', 'new', 'new']);
  expect(rows.map(({ error }) => error?.message)).toEqual([
    'Row 2 has this Key ID with another private key. One of the two is wrong.',
    'Row 1 has this Key ID with another private key. One of the two is wrong.',
    'Row 2 is the same private key with another Key ID, AAAAAAAAA1.',
    undefined,
    undefined,
    undefined,
  ]);
});

describe('where a key would go', () => {
  const home = async (rows: readonly Scanned[], organizations: readonly Organization[] = []) =>
    (await found(rows, { organizations })).rows.map((row) => row.organization);

  test('to the organization of its Issuer ID, as it is called here, else as the first file calls the team, else by the id', async () => {
    const named = told({ issuerId: others, team: 'Borealis', keyPath: '/a.p8' });
    const again = told({ issuerId: others, team: 'Boring', keyPath: '/b.p8' });
    expect(await home([named, again], [organization({})])).toEqual(['Borealis', 'Borealis']);
    expect(await home([named], [organization({ issuerId: others, name: 'Northern' })])).toEqual(['Northern']);
    expect(await home([read('AAAAAAAAA1', 'SHA256:a')])).toEqual([`Team ${acmes.slice(0, 8)}`]);
    expect(await home([read('AAAAAAAAA1', 'SHA256:a', { issuerId: null })], [organization({})])).toEqual([null]);
    const twice = [organization({}), organization({ id: 'p', name: 'Acme again' })];
    expect(await home([read('AAAAAAAAA1', 'SHA256:a')], twice)).toEqual(['Acme']);
  });

  const needs = async (rows: readonly Scanned[], into?: FindKeys['into'], vault: Partial<VaultView> = {}) =>
    (await found(rows, vault, into === undefined ? {} : { into })).rows.map((row) => row.needs);
  const bare = (keyId: string, set: Partial<Read> = {}) => read(keyId, `SHA256:${keyId}`, { issuerId: null, ...set });

  test('what nobody said is asked for: the organization first, then a team key’s Issuer ID', async () => {
    expect(await needs([bare('AAAAAAAAA1')])).toEqual(['organization']);
    expect(await needs([bare('AAAAAAAAA1')], { organization: 'New', issuerId: null })).toEqual(['issuer']);
    expect(await needs([bare('AAAAAAAAA1')], { organization: 'New', issuerId: acmes })).toEqual([null]);
    expect(await needs([bare('AAAAAAAAA1')], { organization: 'acme', issuerId: null })).toEqual([null]);
    expect(
      await needs([bare('AAAAAAAAA1')], { organization: 'Acme', issuerId: null }, { organizations: [organization({ issuerId: null })] }),
    ).toEqual(['issuer']);
  });

  test('an individual key has none, also where only its file’s name says that it is one', async () => {
    const into = { organization: 'New', issuerId: null };
    expect(await needs([bare('AAAAAAAAA1', { kind: 'individual' })], into)).toEqual([null]);
    expect(await needs([told({ keyPath: '/keys/ApiKey_AAAAAAAAA1.p8' })], into)).toEqual([null]);
    expect(await needs([told({ keyPath: '/ApiKey_x/AuthKey_AAAAAAAAA1.p8' })], into)).toEqual(['issuer']);
  });

  test('the first key that brings an Issuer ID brings it for those after it, and not for those before', async () => {
    const into = { organization: 'New', issuerId: null };
    expect(await needs([bare('AAAAAAAAA1'), read('AAAAAAAAA2', 'SHA256:b'), bare('AAAAAAAAA3')], into)).toEqual(['issuer', null, null]);
  });

  test('nothing is asked about a row that is not taken', async () => {
    const keys = [stored()];
    expect(await needs([bare('2X9R4HXF34', { storedAs: { id: 'k' } as never })], undefined, { keys })).toEqual([null]);
  });
});

test('what is taken unless the user says otherwise: a conflict only where both are to be kept', () => {
  const taken = (keepBoth?: boolean) =>
    (['new', 'elsewhere', 'trashed', 'stored', 'repeat', 'known-id', 'conflict', 'refused'] as const).filter((state) =>
      isWorthwhile({ state } as FoundKeyRow, keepBoth),
    );
  expect(taken()).toEqual(['new', 'elsewhere', 'trashed']);
  expect(taken(true)).toEqual(['new', 'elsewhere', 'trashed', 'conflict']);
});
