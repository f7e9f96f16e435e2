import { expect, test } from 'vitest';
import type { Shown } from '../../client/contract.js';
import { refuseChanged, rowsAsShown } from './as-shown.js';
import type { FoundKey, SourceRow } from './key-file.js';

const file = { from: 'file', path: '/nowhere/keys.json' } as const;
const row = (fingerprint: string | null): SourceRow => ({
  record: null,
  entry: null,
  found: fingerprint === null ? null : ({ fingerprint } as FoundKey),
  odd: [],
  error: null,
});
const [one, two, elsewhere] = [row('one'), row('two'), row(null)];
const changed = expect.objectContaining({ code: 'E_FILE_CHANGED', hint: expect.stringContaining('Look at it again') });

test('M-12 of a file that tells of several keys by now, the one that was shown is taken', () => {
  expect(rowsAsShown([elsewhere, one, two], { fingerprint: 'two' }, file)).toEqual([two]);
});

test.for<[string, Shown, readonly SourceRow[]]>([
  ['only names another file, so nobody read it', {}, [elsewhere, one]],
  ['was not read, where the first of them only names another file too', { keyId: '2X9R4HXF34' }, [elsewhere, elsewhere]],
  ['is none of them', { fingerprint: 'three' }, [one, two]],
  ['is none of them, where one only names another file', { fingerprint: 'three' }, [elsewhere, two]],
])('M-12 and none at all where the key that was shown %s', ([, shown, rows]) => {
  expect(() => rowsAsShown(rows, shown, file)).toThrow(changed);
});

test('where nothing was shown, or there is one key, all there is is looked at', () => {
  expect(rowsAsShown([one, two], undefined, file)).toEqual([one, two]);
  expect(rowsAsShown([one], {}, file)).toEqual([one]);
});

const shown = { fingerprint: 'one', keyId: '2X9R4HXF34', issuerId: null, kind: 'team', program: null } as const;
const now = (set: object = {}) =>
  ({ fingerprint: 'one', keyIdFromFile: '2X9R4HXF34', issuerId: null, kind: 'team', program: null, ...set }) as FoundKey;

test('M-12 a key that is what was shown is taken; what was not shown may be anything', () => {
  expect(() => refuseChanged(shown, now(), file)).not.toThrow();
  expect(() => refuseChanged(undefined, now({ fingerprint: 'two' }), file)).not.toThrow();
  expect(() => refuseChanged({ kind: 'team' }, now({ fingerprint: 'two', keyIdFromFile: null }), file)).not.toThrow();
});

test.for([
  [{ fingerprint: 'two' }, 'no longer holds the key that was shown.'],
  [{ keyIdFromFile: 'BBBBBBBBB2' }, 'no longer says of this key what was shown.'],
  [{ issuerId: '57246542-96fe-1a63-e053-0824d011072a' }, 'no longer says of this key what was shown.'],
  [{ kind: 'individual' }, 'no longer says of this key what was shown.'],
  [{ program: 'enterprise' }, 'no longer says of this key what was shown.'],
] as const)('M-12 with %j it is another than was agreed to, and it is said where it lay', ([set, words]) => {
  const refusal = (what: string) =>
    expect.objectContaining({
      code: 'E_FILE_CHANGED',
      message: `The ${what} ${words}`,
      hint: `Look at it again: what the ${what} holds now was not shown to you.`,
    });
  expect(() => refuseChanged(shown, now(set), file)).toThrow(refusal('file'));
  expect(() => refuseChanged(shown, now(set), { from: 'text', text: '' })).toThrow(refusal('clipboard'));
});
