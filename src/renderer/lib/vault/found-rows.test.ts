import { describe, expect, test } from 'vitest';
import type { FoundRow, ImportedFile, KeyData, VaultData } from '../../../shared/ipc/contract.js';
import type { Organization } from '../../../shared/model.js';
import {
  canPick,
  folderOf,
  isOthers,
  isPickedAtFirst,
  issuerOf,
  nameOf,
  namesake,
  obstacleOf,
  resultLine,
  resultReport,
  type Said,
  tilde,
} from './found-rows.js';

const acmes = '57246542-96fe-1a63-e053-0824d011072a';
const another = '69a6de70-03db-47e3-e053-5b8c7c11a4d1';
const found = (set: Partial<FoundRow> = {}): FoundRow =>
  ({
    row: 1,
    path: '/home/ada/keys/AuthKey_2X9R4HXF34.p8',
    keyId: '2X9R4HXF34',
    kind: 'team',
    issuerId: null,
    keyPath: null,
    organization: null,
    state: 'new',
    sameAs: null,
    worthwhile: true,
    ...set,
  }) as FoundRow;
const data = {
  organizations: [
    { id: 'o', name: 'Acme', issuerId: acmes } as Organization,
    { id: 'p', name: 'Personal', issuerId: null } as Organization,
  ],
  keys: [
    { id: 'k', keyId: '2X9R4HXF34', trashedAt: null },
    { id: 't', keyId: 'TRASHED000', trashedAt: '2026-01-01T00:00:00.000Z' },
  ] as KeyData[],
} as VaultData;
const said = (set: Partial<Said> = {}): Said => ({
  reads: false,
  typed: new Map(),
  rest: { id: 'o' },
  issuerId: '',
  results: new Map(),
  ...set,
});
const result = (set: Partial<ImportedFile> = {}): ImportedFile =>
  ({ path: '/a.p8', ok: true, id: 'x', keyId: null, warnings: [], error: null, ...set }) as ImportedFile;

describe('what keeps a found key from being stored', () => {
  test.each([
    ['nothing, in an organization whose Issuer ID is known', found(), said(), null],
    ['it was refused', found({ state: 'refused' }), said(), 'Not imported'],
    ['it was just stored', found(), said({ results: new Map([[1, result()]]) }), 'Stored'],
    ['nothing, where storing it failed and may be tried again', found(), said({ results: new Map([[1, result({ ok: false })]]) }), null],
    ['it is there', found({ state: 'stored' }), said(), 'Already stored'],
    ['it is a repeat', found({ state: 'repeat' }), said(), 'A repeat'],
    ['it is a repeat of another row', found({ state: 'repeat', sameAs: 3 }), said(), 'The same as 3'],
    ['its Key ID is not known', found({ keyId: null }), said(), 'Needs its Key ID'],
    ['what was typed is no Key ID', found({ keyId: null }), said({ typed: new Map([[1, '2X9']]) }), 'Needs its Key ID'],
    ['nothing, once its Key ID was typed', found({ keyId: null }), said({ typed: new Map([[1, '2X9R4HXF34']]) }), null],
    ['the file it names was not read', found({ keyPath: '/a.p8' }), said(), 'Not read yet'],
    ['nothing, where the files named are read', found({ keyPath: '/a.p8' }), said({ reads: true }), null],
    [
      'nothing, in the organization that its tool names',
      found({ organization: 'Acme', issuerId: acmes }),
      said({ rest: { id: 'p' } }),
      null,
    ],
    ['its tool names another team’s organization', found({ organization: 'Acme', issuerId: another }), said(), 'Another Issuer ID'],
    ['no organization was named', found(), said({ rest: { name: '  ', program: 'app-store' } }), 'Needs an organization'],
    ['the Issuer ID is not known', found(), said({ rest: { id: 'p' } }), 'Needs the Issuer ID'],
    ['what was typed is no Issuer ID', found(), said({ rest: { id: 'p' }, issuerId: '5724' }), 'Needs the Issuer ID'],
    ['nothing, once the Issuer ID was typed', found(), said({ rest: { id: 'p' }, issuerId: acmes }), null],
    ['nothing: an individual key has no Issuer ID', found({ kind: 'individual' }), said({ rest: { id: 'p' } }), null],
  ] as const)('%s', (_why, row, spoken, word) => {
    expect(obstacleOf(row, spoken, data)?.word ?? null).toBe(word);
  });

  test('what is final, what is there, and what can still be changed are told apart', () => {
    expect(obstacleOf(found({ state: 'refused' }), said(), data)?.is).toBe('no');
    expect(obstacleOf(found({ state: 'stored' }), said(), data)?.is).toBe('there');
    expect(obstacleOf(found({ keyId: null }), said(), data)?.is).toBe('wait');
  });
});

test('a key is picked at first unless it cannot be, is of no use, goes by a stored key’s Key ID, or is another team’s', () => {
  const fresh = found({ keyId: '8KQ2V7NT5D' });
  expect(isPickedAtFirst(fresh, data)).toBe(true);
  expect(isPickedAtFirst(found({ keyId: '8KQ2V7NT5D', worthwhile: false }), data)).toBe(false);
  expect(isPickedAtFirst(found(), data)).toBe(false);
  expect(isPickedAtFirst(found({ keyId: '8KQ2V7NT5D', organization: 'acme', issuerId: another }), data)).toBe(false);
  for (const state of ['refused', 'stored', 'repeat'] as const) expect(isPickedAtFirst({ ...fresh, state }, data), state).toBe(false);
  expect((['new', 'trashed'] as const).map((state) => canPick(found({ state: state as FoundRow['state'] })))).toEqual([true, true]);
});

test('a stored key of the same Key ID is pointed at; one in the Trash, and the key itself, are not', () => {
  expect(namesake(found(), data)?.id).toBe('k');
  expect(namesake(found({ keyId: 'TRASHED000' }), data)).toBeUndefined();
  expect(namesake(found({ keyId: null }), data)).toBeUndefined();
  for (const state of ['stored', 'trashed'] as const) expect(namesake(found({ state: state as FoundRow['state'] }), data)).toBeUndefined();
});

test('an organization is another’s only where both Issuer IDs are known and differ', () => {
  expect(isOthers(found({ organization: 'Acme', issuerId: another }), data)).toBe(true);
  expect(isOthers(found({ organization: 'Acme', issuerId: acmes }), data)).toBe(false);
  expect(isOthers(found({ organization: 'Acme', issuerId: null }), data)).toBe(false);
  expect(isOthers(found({ organization: 'Personal', issuerId: another }), data)).toBe(false);
  expect(isOthers(found({ organization: 'Acme', issuerId: another }), null)).toBe(false);
});

test('where the keys go: its name and its Issuer ID, there or new', () => {
  expect([issuerOf({ id: 'o' }, data), issuerOf({ id: 'p' }, data), issuerOf({ id: 'q' }, data)]).toEqual([acmes, '', '']);
  expect(issuerOf({ name: 'Acme', program: 'app-store' }, data)).toBe('');
  expect([nameOf({ id: 'o' }, data), nameOf({ id: 'q' }, data), nameOf({ name: ' Cobalt ', program: 'app-store' }, data)]).toEqual([
    'Acme',
    '',
    'Cobalt',
  ]);
});

test('what came of many is counted by what it was, and what did not happen is not said', () => {
  const there = result({ warnings: [{ code: 'W_DUPLICATE', message: 'It was there.' }] as ImportedFile['warnings'] });
  const cancelled = result({ ok: false, error: { code: 'E_CANCELLED', message: '', hint: '' } as ImportedFile['error'] });
  const refused = result({ ok: false, error: { code: 'E_P8_RSA', message: 'An RSA key.', hint: '' } as ImportedFile['error'] });
  expect(resultLine([result(), result(), there, refused, cancelled])).toBe(
    '5 keys: 2 stored and verified, 1 already there, 1 refused, 1 cancelled and not stored.',
  );
  expect(resultLine([result()])).toBe('1 key: 1 stored and verified.');
});

test('the report has a line for every file that was tried, with what was said of it', () => {
  const rows = [found(), found({ row: 2, path: '/b.p8', keyId: null }), found({ row: 3, path: '/c.p8' })];
  const results = new Map([
    [1, result({ keyId: '8KQ2V7NT5D', warnings: [{ code: 'W_X', message: 'Look at it.' }] as never })],
    [2, result({ ok: false, error: { code: 'E_P8_RSA', message: 'An RSA key.', hint: '' } as ImportedFile['error'] })],
  ]);
  expect(resultReport(rows, results)).toBe(
    [
      '2 keys: 1 stored and verified, 1 refused.',
      '/home/ada/keys/AuthKey_2X9R4HXF34.p8 · 8KQ2V7NT5D · stored and verified · Look at it.',
      '/b.p8 · not stored · An RSA key.',
    ].join('\n'),
  );
});

test('the folder that all files lie in is the deepest one, on either kind of system', () => {
  expect(folderOf(['/home/ada/keys/a.p8', '/home/ada/keys/old/b.p8'])).toBe('/home/ada/keys/');
  expect(folderOf(['/home/ada/keys/a.p8', '/home/ada/keysets/b.p8'])).toBe('/home/ada/');
  expect(folderOf(['C:\\Keys\\a.p8', 'C:\\Keys\\b.p8'])).toBe('C:\\Keys\\');
  expect(folderOf(['/a.p8', 'C:\\b.p8'])).toBe('');
  expect(folderOf([])).toBe('');
});

test('a user’s own folder is written ~, and no other', () => {
  expect(['/home/ada/.asc/config.json', '/Users/ada/x', 'C:\\Users\\Ada Lovelace\\x'].map(tilde)).toEqual([
    '~/.asc/config.json',
    '~/x',
    '~\\x',
  ]);
  expect(['/srv/home/ada/x', '/home/ada', '/homes/ada/x'].map(tilde)).toEqual(['/srv/home/ada/x', '/home/ada', '/homes/ada/x']);
});
