import { expect, test } from 'vitest';
import type { Shown } from '../../client/contract.js';
import { rowsAsShown } from './as-shown.js';
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
