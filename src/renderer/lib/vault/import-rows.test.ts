import { describe, expect, test } from 'vitest';
import type { FoundRow, ImportedFile, KeyData, RowDecision, VaultData } from '../../../shared/ipc/contract.js';
import type { Organization } from '../../../shared/model.js';
import {
  asksOfRow,
  asksWhichToKeep,
  canPick,
  doneTitle,
  type Entry,
  firstWait,
  firstWithoutKeyId,
  folderOf,
  isBriefly,
  isNothingToStore,
  isPickedAtFirst,
  issuerOf,
  markOf,
  nameOf,
  notStored,
  obstacleOf,
  readyRows,
  resultLine,
  resultReport,
  type Sheet,
  saidOf,
  storedAs,
  tilde,
} from './import-rows.js';

const acmes = '57246542-96fe-1a63-e053-0824d011072a';
const found = (set: Partial<FoundRow> = {}): FoundRow =>
  ({
    row: 1,
    path: '/home/ada/keys/AuthKey_2X9R4HXF34.p8',
    record: null,
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
  keys: [] as readonly KeyData[],
} as VaultData;
const wants = (what: RowDecision['wants'], is: RowDecision['is'] = 'new') =>
  new Map([[1, { row: 1, is, wants: what, error: null, stored: null }]]);
const entry = (one: Entry) => new Map([[1, one]]);
const sheet = (set: Partial<Sheet> = {}): Sheet => ({
  preview: { preview: 7, rows: [found()], skipped: [], more: false },
  isBrief: false,
  picked: new Set([1]),
  entries: new Map(),
  decisions: wants(null),
  reads: false,
  into: { id: 'o' },
  issuerId: '',
  results: new Map(),
  ...set,
});
const result = (set: Partial<ImportedFile> = {}): ImportedFile =>
  ({ path: '/a.p8', ok: true, id: 'x', keyId: null, warnings: [], error: null, ...set }) as ImportedFile;

const conflicts = new Map([[1, result({ ok: false, error: { code: 'E_KEY_CONFLICT', message: '', hint: '' } as ImportedFile['error'] })]]);

describe('what keeps a found key from being stored', () => {
  test.each([
    ['nothing, where nothing is wanted', found(), sheet(), null],
    ['it was refused', found({ state: 'refused' }), sheet(), 'Not imported'],
    ['it was just stored', found(), sheet({ results: new Map([[1, result()]]) }), 'Stored'],
    ['nothing, where storing it failed and may be tried again', found(), sheet({ results: new Map([[1, result({ ok: false })]]) }), null],
    ['it is there', found({ state: 'stored' }), sheet({ decisions: wants(null, 'stored') }), 'Already stored'],
    ['nothing: it comes back from the Trash', found({ state: 'trashed' }), sheet({ decisions: wants(null, 'trashed') }), null],
    ['it is a repeat', found({ state: 'repeat' }), sheet(), 'A repeat'],
    ['it is a repeat of another row', found({ state: 'repeat', sameAs: 3 }), sheet(), 'The same as 3'],
    ['nobody has decided yet', found(), sheet({ decisions: new Map() }), 'Not looked at yet'],
    ['its Key ID is not known', found({ keyId: null }), sheet({ decisions: wants('key-id') }), 'Needs its Key ID'],
    [
      'what was typed is no Key ID',
      found(),
      sheet({ decisions: wants('key-id'), entries: entry({ keyId: '2X9' }) }),
      'Key ID is not right',
    ],
    ['the file it names was not read', found({ keyPath: '/a.p8' }), sheet(), 'Not read yet'],
    ['nothing, where the files named are read', found({ keyPath: '/a.p8' }), sheet({ reads: true }), null],
    ['B-44 two Key IDs', found(), sheet({ decisions: wants('which-key-id') }), 'Which Key ID?'],
    ['B-51 a stored key has its Key ID', found(), sheet({ decisions: wants('keep-both') }), 'Clashes with a stored key'],
    ['another team’s organization', found(), sheet({ decisions: wants('which-issuer-id') }), 'Another Issuer ID'],
    ['no organization was named', found(), sheet({ decisions: wants('organization') }), 'Needs an organization'],
    ['the Issuer ID is not known', found(), sheet({ decisions: wants('issuer-id') }), 'Needs the Issuer ID'],
    ['nothing: in a list an individual key is what its file says', found({ kind: 'individual' }), sheet(), null],
    ['B-48 where its fields are open it is confirmed', found({ kind: 'individual' }), sheet({ isBrief: true }), 'Confirm the kind'],
    ['B-48 once it was', found({ kind: 'individual' }), sheet({ isBrief: true, entries: entry({ isIndividual: true }) }), null],
    ['an import said that it clashes', found(), sheet({ results: conflicts }), 'Clashes with a stored key'],
    ['nothing, once both are to be kept', found(), sheet({ results: conflicts, entries: entry({ keepBoth: true }) }), null],
  ] as const)('%s', (_why, row, said, word) => {
    expect(obstacleOf(row, said)?.word ?? null).toBe(word);
  });

  test('what is final, what is there, and what can still be changed are told apart', () => {
    expect(obstacleOf(found({ state: 'refused' }), sheet())?.is).toBe('no');
    expect(obstacleOf(found(), sheet({ decisions: wants(null, 'stored') }))?.is).toBe('there');
    expect(obstacleOf(found(), sheet({ decisions: wants('key-id') }))?.is).toBe('wait');
  });

  test('B-51 of two new files that clash both are asked about where all are stored; from a list one of them may be picked', () => {
    const clash = found({ state: 'conflict' });
    expect(asksWhichToKeep(clash, sheet({ isBrief: true }))).toBe(true);
    expect(asksWhichToKeep(clash, sheet())).toBe(false);
    expect(asksWhichToKeep(clash, sheet({ isBrief: true, entries: entry({ keyId: '8KQ2V7NT5D' }) }))).toBe(false);
  });
});

test('only what is picked and ready is stored, and of what is picked the first wait is said', () => {
  expect(readyRows(sheet()).map(({ row }) => row)).toEqual([1]);
  expect(readyRows(sheet({ picked: new Set() }))).toEqual([]);
  expect(readyRows(sheet({ decisions: wants('key-id') }))).toEqual([]);
  expect(firstWait(sheet({ decisions: wants('key-id') }))).toBe('Needs its Key ID');
  expect(firstWait(sheet({ decisions: wants('key-id'), picked: new Set() }))).toBeUndefined();
});

test('a few plain files are open; many, and those that tell of several keys or name others, are a list', () => {
  const of = (...rows: FoundRow[]) => ({ preview: 1, rows, skipped: [], more: false });
  expect([20, 21].map((count) => isBriefly(of(...Array.from({ length: count }, () => found()))))).toEqual([true, false]);
  expect([isBriefly(of(found({ record: 1 }))), isBriefly(of(found({ keyPath: '/a.p8' })))]).toEqual([false, false]);
});

test('what was said of a few is said of all of them; of a list, of those that bring nothing themselves', () => {
  const spoken = { entries: entry({ keyId: '2x9r4hxf34', name: ' CI ', role: 'ADMIN', keepBoth: true }), issuerId: ` ${acmes} ` };
  const row = { row: 1, keyId: '2x9r4hxf34', name: ' CI ', roles: ['ADMIN'], keepBoth: true };
  expect(saidOf(sheet({ ...spoken, isBrief: true }))).toEqual({
    preview: 7,
    organization: { id: 'o' },
    rest: null,
    issuerId: null,
    said: [{ ...row, issuerId: acmes }],
  });
  expect(saidOf(sheet(spoken))).toEqual({ preview: 7, organization: null, rest: { id: 'o' }, issuerId: acmes, said: [row] });
  expect(saidOf(sheet({ into: { name: '  ', program: 'app-store' } }))).toMatchObject({ rest: null, issuerId: null, said: [] });
});

test('a key is picked at first unless it cannot be, is of no use, clashes with a stored one, or is another team’s', () => {
  const [ready] = [...wants(null).values()];
  expect(isPickedAtFirst(found(), ready)).toBe(true);
  expect(isPickedAtFirst(found({ worthwhile: false }), ready)).toBe(false);
  for (const what of ['keep-both', 'which-issuer-id'] as const) expect(isPickedAtFirst(found(), wants(what).get(1)), what).toBe(false);
  for (const state of ['refused', 'stored', 'repeat'] as const) expect(isPickedAtFirst(found({ state }), ready), state).toBe(false);
  expect((['new', 'trashed'] as const).map((state) => canPick(found({ state: state as FoundRow['state'] })))).toEqual([true, true]);
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

describe('a row is marked with what will become of it', () => {
  const brief = { isBrief: true };
  test.each([
    [
      'one that is stored already, though nothing says its Key ID',
      found({ state: 'stored', keyId: null }),
      sheet({ ...brief, decisions: wants('key-id') }),
      'Already stored',
    ],
    ['one that is stored already', found({ state: 'stored' }), sheet({ ...brief, decisions: wants(null, 'stored') }), 'Already stored'],
    [
      'one whose Key ID is stored, and which nobody has read',
      found({ state: 'known-id', keyPath: '/a.p8' }),
      sheet({ reads: true }),
      'Perhaps stored',
    ],
    ['one in the Trash', found({ state: 'trashed' }), sheet({ ...brief, decisions: wants(null, 'trashed') }), 'In the Trash'],
    ['one that was stored just now', found(), sheet({ ...brief, results: new Map([[1, result()]]) }), 'Stored'],
    ['one that was tried and not stored', found(), sheet({ ...brief, results: conflicts }), 'Not stored'],
    ['one of a list that clashes', found({ state: 'conflict' }), sheet(), 'Clashes'],
    ['one that was refused', found({ state: 'refused' }), sheet(brief), 'Not imported'],
    ['one that is ready', found(), sheet(brief), 'Ready'],
  ] as const)('%s', (_what, row, said, word) => {
    expect(markOf(row, said).word).toBe(word);
    expect(markOf(row, said).tone === 'good').toBe(word === 'Ready' || word === 'Stored');
  });
});

test('where every file is stored already or refused there is nothing to store, no organization to choose, and the key that is there', () => {
  const there = { ...wants(null, 'stored').get(1), stored: 'k' } as RowDecision;
  const said = sheet({
    isBrief: true,
    preview: { preview: 7, rows: [found({ state: 'stored' }), found({ row: 2, state: 'refused' })], skipped: [], more: false },
    decisions: new Map([[1, there]]),
  });
  expect([isNothingToStore(said), isNothingToStore(sheet())]).toEqual([true, false]);
  expect(said.preview?.rows.map((row) => storedAs(row, said))).toEqual(['k', null]);
});

test('where the Key ID is, is said once, of the first file that has none', () => {
  const rows = [1, 2, 3].map((row) => found({ row, keyId: row === 1 ? '2X9R4HXF34' : null }));
  const decisions = new Map(
    rows.map(({ row }) => [row, { row, is: 'new', wants: row === 1 ? null : 'key-id', error: null, stored: null } as RowDecision]),
  );
  const said = sheet({ isBrief: true, preview: { preview: 7, rows, skipped: [], more: false }, decisions });
  expect(firstWithoutKeyId(said)).toBe(2);
  expect(firstWithoutKeyId({ ...said, entries: new Map([[2, { keyId: '8KQ2V7NT5D' }]]) })).toBe(3);
  // What asks something stands open; what is ready is one line.
  expect(rows.map((row) => asksOfRow(row, said))).toEqual([false, true, true]);
});

test('the title of what was stored names what failed', () => {
  expect(doneTitle(2, [], [])).toBe('Stored and verified');
  expect(doneTitle(2, ['codesign-2019.p8'], ['CI'])).toBe('2 stored, codesign-2019.p8 not');
  expect(doneTitle(1, ['a.p8', 'b.p8'], [])).toBe('1 stored, 2 files not');
  expect(doneTitle(2, [], ['CI uploads'])).toBe('Stored, but Apple refuses CI uploads');
  expect(doneTitle(3, [], ['CI', 'Reporting'])).toBe('Stored, but Apple refuses 2 keys');
  expect(doneTitle(0, ['a.p8'], [])).toBe('Nothing was stored');
});

test('a key that was stored already is not told of as not stored; what was left out, refused or tried in vain is', () => {
  const rows = [1, 2, 3, 4, 5, 6].map((row) => found({ row, state: row === 3 ? 'refused' : 'new' }));
  const decided = (row: number, is: RowDecision['is'], what: RowDecision['wants'] = null) =>
    [row, { row, is, wants: what, error: null, stored: null }] as const;
  const said = sheet({
    isBrief: true,
    preview: { preview: 7, rows: [...rows, found({ row: 7, state: 'repeat', sameAs: 1 })], skipped: [], more: false },
    decisions: new Map([decided(1, 'new'), decided(2, 'stored'), decided(4, 'new', 'key-id'), decided(5, 'new'), decided(6, 'stored')]),
    results: new Map([[1, result()], ...[5, 6].map((row) => [row, result({ ok: false })] as const)]),
  });
  const told = (one: Sheet) => notStored(one).map(({ row }) => row);
  expect(told(said)).toEqual([3, 4, 5, 6]);
  // Of a list only what was picked.
  expect(told({ ...said, isBrief: false })).toEqual([5, 6]);
});

test('a key that nobody named goes in under what suggests itself, and under what was typed instead', () => {
  const path = '/home/ada/clients/nightly/AuthKey_2X9R4HXF34.p8';
  const one = sheet({ isBrief: true, preview: { preview: 7, rows: [found({ path, name: null })], skipped: [], more: false } });
  expect(saidOf(one, data).said).toEqual([{ row: 1, name: 'nightly' }]);
  expect(saidOf({ ...one, entries: entry({ name: '' }) }, data).said).toEqual([]);
  expect(saidOf({ ...one, isBrief: false }, data).said).toEqual([]);
});
