import { describe, expect, test } from 'vitest';
import { KeyrackError } from '../../../shared/errors/index.js';
import type { ImportedRow, ImportRequest } from '../../../strongroom/client/contract.js';
import type { Deps } from '../../deps.js';
import type { FoundKeyRow } from './find-keys.js';
import { itemOf } from './found-items.js';
import { type ImportFound, importFound } from './import-found.js';

const acmes = '57246542-96fe-1a63-e053-0824d011072a';
const row = (n: number, set: Partial<FoundKeyRow> = {}): FoundKeyRow =>
  ({
    row: n,
    path: `/${n}.p8`,
    record: null,
    tool: null,
    keyId: `AAAAAAAAA${n}`,
    issuerId: null,
    kind: 'team',
    program: null,
    name: null,
    organization: 'Acme',
    keyPath: null,
    fingerprint: `SHA256:${n}`,
    state: 'new',
    sameAs: null,
    storedAs: null,
    needs: null,
    warnings: [],
    error: null,
    ...set,
  }) as FoundKeyRow;
const nothingSaid = { organization: null, program: 'app-store', issuerId: null, keepBoth: false } as const;

/** Answers each import with a row an item, named as the strongroom names them, and hears what it was asked. */
async function importing(
  rows: readonly FoundKeyRow[],
  request: Partial<ImportFound> = {},
  reply: (asked: ImportRequest) => object = () => ({}),
) {
  const asked: ImportRequest[] = [];
  const strongroom = {
    importKeys: async (one: ImportRequest, onProgress: (said: object) => void) => {
      asked.push(one);
      onProgress({ done: one.items.length, total: one.items.length, waitingFor: null });
      const answers = one.items.map(({ source }) => ({
        file: source.from === 'file' ? source.path : 'clipboard',
        record: ('record' in source ? source.record : null) ?? null,
        ok: true,
        id: `id of ${source.from === 'file' ? source.path : 'text'}`,
        error: null,
      }));
      return { rows: answers, stoppedBy: null, view: {}, ...reply(one) };
    },
  };
  const deps = {
    strongroom,
    clock: { now: () => 0 },
    session: { view: async () => ({ organizations: [], keys: [] }), took: () => undefined },
    activity: { note: () => undefined },
  } as unknown as Deps;
  return { asked, ...(await importFound(deps, { rows, ...nothingSaid, ...request })) };
}
const names = (rows: readonly ImportedRow[]) => rows.map(({ file, record }) => (record === null ? file : `${file} ${record}`));
const namesAsked = (asked: readonly ImportRequest[]) =>
  asked.map(({ organization }) => ('name' in organization ? organization.name : organization.id));

describe('keys of several organizations are picked at once', () => {
  test('each organization is one import, a name in other letters is the same one, and answers come in the order picked', async () => {
    const { asked, rows, stoppedBy } = await importing([row(1), row(2, { organization: 'Borealis' }), row(3, { organization: 'ACME' })]);
    expect(namesAsked(asked)).toEqual(['Acme', 'Borealis']);
    expect(asked.map(({ items }) => items.length)).toEqual([2, 1]);
    expect(names(rows)).toEqual(['/1.p8', '/2.p8', '/3.p8']);
    expect(stoppedBy).toBeNull();
  });

  test('said where all of them go, all of them go there', async () => {
    const { asked } = await importing([row(1), row(2, { organization: null })], { organization: 'Mine' });
    expect(namesAsked(asked)).toEqual(['Mine']);
  });

  test('a new organization is of the program its first key tells, else of the one that was asked for', async () => {
    const programs = async (...all: readonly FoundKeyRow[]) =>
      (await importing(all)).asked.map(({ organization }) => ('program' in organization ? organization.program : null));
    expect(await programs(row(1), row(2, { program: 'enterprise' }))).toEqual(['enterprise']);
    expect(await programs(row(1))).toEqual(['app-store']);
  });

  test('a key that belongs nowhere yet is refused by itself, and says what to do; the others are stored', async () => {
    const { rows, asked } = await importing([row(1, { organization: null, record: 3 }), row(2)]);
    expect(rows).toMatchObject([
      {
        ok: false,
        file: '/1.p8',
        record: 3,
        keyId: 'AAAAAAAAA1',
        fingerprint: 'SHA256:1',
        error: { code: 'E_ISSUER_MISSING', message: expect.stringContaining('--org') },
      },
      { ok: true, file: '/2.p8' },
    ]);
    expect(asked).toHaveLength(1);
  });

  test('progress counts over all of them', async () => {
    const told: unknown[] = [];
    await importing([row(1), row(2, { organization: 'Borealis' })], { onProgress: (done, total) => void told.push([done, total]) });
    expect(told).toEqual([
      [0, 2],
      [1, 2],
      [1, 2],
      [2, 2],
    ]);
  });

  test('the first thing that stopped a save is what is told', async () => {
    const stops = [new KeyrackError('E_DISK_FULL').body, new KeyrackError('E_BUSY').body];
    const { stoppedBy } = await importing([row(1), row(2, { organization: 'Borealis' })], {}, () => ({ stoppedBy: stops.shift() }));
    expect(stoppedBy?.code).toBe('E_DISK_FULL');
    const late = [null, new KeyrackError('E_BUSY').body];
    expect((await importing([row(1), row(2, { organization: 'B' })], {}, () => ({ stoppedBy: late.shift() }))).stoppedBy?.code).toBe(
      'E_BUSY',
    );
  });
});

describe('an answer belongs to the row it is about', () => {
  const answer = (file: string, record: number | null = null) => ({ file, record, ok: true, id: null, error: null });

  test('whatever order the strongroom answers in', async () => {
    const { rows } = await importing([row(1), row(2)], {}, () => ({ rows: [answer('/2.p8'), answer('/1.p8')] }));
    expect(names(rows)).toEqual(['/1.p8', '/2.p8']);
  });

  test('two keys of one file are told apart by their place in it', async () => {
    const both = [row(1, { path: '/a.json', record: 1 }), row(2, { path: '/a.json', record: 2 })];
    const { rows } = await importing(both, {}, () => ({ rows: [answer('/a.json', 2), answer('/a.json', 1)] }));
    expect(names(rows)).toEqual(['/a.json 1', '/a.json 2']);
  });

  test('a file that grew since answers with more: none of it is lost, and what was picked stays in its place', async () => {
    const grown = [answer('/1.p8', 1), answer('/1.p8', 2), answer('/2.p8')];
    const { rows } = await importing([row(1), row(2)], {}, () => ({ rows: grown }));
    expect(names(rows)).toEqual(['/1.p8 1', '/2.p8', '/1.p8 2']);
  });

  test('a text is answered as the clipboard', async () => {
    const { rows } = await importing([row(1, { path: null })], { text: 'PEM' });
    expect(names(rows)).toEqual(['clipboard']);
  });
});

describe('what an import is asked for', () => {
  const asked = (found: Partial<FoundKeyRow>, said: Partial<Parameters<typeof itemOf>[1]> = {}) =>
    itemOf(row(1, found), { rows: [], ...nothingSaid, ...said });

  test('the key that was shown, from where it lies, and nothing that nobody said', () => {
    expect(asked({})).toEqual({
      source: { from: 'file', path: '/1.p8' },
      shown: { fingerprint: 'SHA256:1', keyId: 'AAAAAAAAA1', issuerId: null, kind: 'team', program: null },
      keepBoth: false,
    });
  });

  test('a key that a file tells of is read at the place that was shown; what was not known of it was not shown', () => {
    expect(asked({ fingerprint: null, keyPath: '/there.p8', record: 2, keyId: null })).toMatchObject({
      source: { from: 'file', path: '/1.p8', record: 2, keyPath: '/there.p8' },
    });
    expect(asked({ fingerprint: null, keyPath: '/there.p8', keyId: null }).shown).toEqual({ kind: 'team' });
  });

  test('a text comes back with the question', () => {
    expect(asked({ path: null, record: 1 }, { text: 'PEM' }).source).toEqual({ from: 'text', text: 'PEM', record: 1 });
  });

  test('the Issuer ID of all is for team keys that bring none', () => {
    const issuerOf = (found: Partial<FoundKeyRow>) => asked(found, { issuerId: acmes }).issuerId;
    expect(issuerOf({})).toBe(acmes);
    expect(issuerOf({ issuerId: 'its own' })).toBeUndefined();
    expect(issuerOf({ kind: 'individual' })).toBeUndefined();
  });

  test('what was said of one row comes before what was said of all, and a kind that was chosen before the file’s', () => {
    const said = (one: object) => ({ issuerId: acmes, keepBoth: true, said: new Map([[1, { row: 1, ...one }]]) as never });
    expect(
      asked({}, said({ keyId: 'BBBBBBBBB1', keyIdIsChosen: true, kind: 'individual', name: 'CI', roles: ['ADMIN'], keepBoth: false })),
    ).toMatchObject({
      keyId: 'BBBBBBBBB1',
      keyIdWins: 'typed',
      kind: 'individual',
      name: 'CI',
      roles: ['ADMIN'],
      keepBoth: false,
    });
    expect(asked({}, said({ kind: 'individual' }))).not.toHaveProperty('issuerId');
    expect(asked({ kind: 'individual' }, said({ kind: 'team' }))).toMatchObject({ issuerId: acmes, keepBoth: true });
    expect(asked({}, said({ issuerId: 'said' })).issuerId).toBe('said');
    expect(asked({}, said({ keyIdIsChosen: false }))).not.toHaveProperty('keyIdWins');
  });
});
