import { expect, test } from 'vitest';
import type { StoredKey } from './document.js';
import { shelve } from './key-index.js';

const key = (id: string, set: Partial<StoredKey> = {}) =>
  ({ id, organizationId: 'o', keyId: `K${id}`, fingerprint: `F${id}`, name: `Key ${id}`, trashedAt: null, ...set }) as StoredKey;

test('nothing put in is the very list that was given', () => {
  const stored = [key('a')];
  expect(shelve(stored).keys).toBe(stored);
});

test('keys are found by id, by fingerprint and by Key ID, those put in later too, and the list that was given stays as it was', () => {
  const stored = [key('a'), key('b', { fingerprint: 'Fa' })];
  const shelf = shelve(stored);
  const added = key('c', { keyId: 'Ka' });
  shelf.add(added);
  expect(shelf.byFingerprint('Fa').map(({ id }) => id)).toEqual(['a', 'b']);
  expect(shelf.byKeyId('Ka').map(({ id }) => id)).toEqual(['a', 'c']);
  expect([shelf.byKeyId('none'), shelf.byFingerprint('none')]).toEqual([[], []]);
  expect([shelf.hasId('c'), shelf.hasId('d')]).toEqual([true, false]);
  expect([shelf.keys.length, stored.length]).toEqual([3, 2]);
});

test('the names that are taken are those of an organization’s live keys, in no particular letters, and what is put in takes its own', () => {
  const shelf = shelve([
    key('a', { name: 'CI' }),
    key('b', { name: 'Old', trashedAt: 'then' }),
    key('c', { name: 'Other', organizationId: 'p' }),
  ]);
  expect([...shelf.taken('o')]).toEqual(['ci']);
  shelf.add(key('d', { name: 'Uploads' }));
  shelf.add(key('e', { name: 'Gone', trashedAt: 'then' }));
  shelf.add(key('f', { name: 'There', organizationId: 'p' }));
  expect([...shelf.taken('o')].sort()).toEqual(['ci', 'uploads']);
  expect([...shelf.taken('p')].sort()).toEqual(['other', 'there']);
  expect([...shelf.taken('q')]).toEqual([]);
});

test('one that is replaced stands where it stood, is found as it is now, and takes the name it has now; an unknown one is not put in', () => {
  const shelf = shelve([key('a'), key('b', { trashedAt: 'then', name: 'Old' }), key('c')]);
  expect([...shelf.taken('o')].sort()).toEqual(['key a', 'key c']);
  const back = key('b', { name: 'Back' });
  shelf.replace(back);
  expect(shelf.keys.map(({ name }) => name)).toEqual(['Key a', 'Back', 'Key c']);
  expect([shelf.byKeyId('Kb'), shelf.byFingerprint('Fb')]).toEqual([[back], [back]]);
  expect(shelf.taken('o').has('back')).toBe(true);
  shelf.replace(key('z'));
  expect(shelf.keys).toHaveLength(3);
});
