import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { documentByModel, keyByModel, organizationByModel } from '../../../../tests/support/document-model.js';
import { organizationNamed, storedKey } from '../../../../tests/support/vault.js';
import { KeyrackError } from '../../../shared/errors/index.js';
import { decodeDocument, decoderOf } from './decode.js';
import { emptyDocument, encodeDocument, type VaultDocument } from './document.js';
import type { Migration } from './migrations.js';
import { checkedKey, checkedOrganization } from './shape.js';

const acme = organizationNamed('Acme', { teamId: 'ABCDE12345', vendorNumber: '87654321', notes: 'a\nb', tags: ['eu', 'priority'] });
const key = storedKey(acme.id, 'Deploy', { roles: ['ADMIN'] });
const trashed = storedKey(acme.id, 'Old', { kind: 'individual', trashedAt: '2026-02-02T00:00:00.000Z' });
const ordinary: VaultDocument = {
  ...emptyDocument({ vaultId: acme.id, devices: ['age1a', 'age1b'], recovery: 'age1c', savedAt: '2026-01-01T00:00:00.000Z' }),
  organizations: [{ ...acme, defaultKeyId: key.id }, organizationNamed('Other', { program: 'enterprise', issuerId: null })],
  keys: [key, trashed],
};

/** Where every value of the document lies, itself included. */
function pathsIn(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([name, one]) => pathsIn(one, [...path, name]))];
}

/** The document with the value at `path` replaced, or taken out where there is none to put there. */
function changedAt(value: unknown, [name, ...rest]: readonly string[], put: (before: unknown) => unknown): unknown {
  if (name === undefined) return put(value);
  if (Array.isArray(value)) return value.map((one, n) => (String(n) === name ? changedAt(one, rest, put) : one));
  const fields = { ...(value as Record<string, unknown>) };
  const after = changedAt(fields[name], rest, put);
  if (after === undefined) delete fields[name];
  else fields[name] = after;
  return fields;
}

const odd: readonly unknown[] = [
  undefined,
  null,
  true,
  0,
  1,
  2,
  -1,
  1.5,
  1e308,
  2 ** 53,
  '',
  '/',
  'a/b',
  ' ',
  'x'.repeat(50),
  'x'.repeat(51),
  'x'.repeat(201),
  '🗝'.repeat(50),
  '🗝'.repeat(51),
  '🗝'.repeat(101),
  '🗝'.repeat(200),
  '🗝'.repeat(201),
  '\ud83d'.repeat(51),
  `${'🗝'.repeat(100)}${'x'.repeat(100)}`,
  'x'.repeat(10_001),
  'team',
  'enterprise',
  'keyrack-vault',
  'ABCDEFGHIJ',
  'ABCDEFGHIJ\n',
  'abcdefghij',
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF',
  '57246542-96fe-1a63-e053-0824d011072a',
  acme.id.toUpperCase(),
  `${acme.id}\n`,
  [],
  {},
  [''],
  [null],
  [[]],
  [{}],
  Array(31).fill('x'),
  Array(51).fill('x'),
  { devices: [], recovery: null },
  { length: 0 },
];

const bytesOf = (json: unknown) => new TextEncoder().encode(JSON.stringify(json) ?? 'null');
/** What it is read as, or the code it is refused with. */
const outcome = (read: () => unknown): unknown => {
  try {
    return read();
  } catch (error) {
    return error instanceof KeyrackError ? error.code : error;
  }
};
/** As JSON gives it back: without what is undefined. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value) ?? 'null');

describe('R-31 a document is read as the model says', () => {
  test('what we write comes back as it was written', () => {
    const empty = emptyDocument({ vaultId: acme.id, devices: ['age1a'], recovery: null, savedAt: 'then' });
    for (const document of [ordinary, empty]) expect(decodeDocument(encodeDocument(document))).toEqual(document);
  });

  test.each([1, 2])('and in no other way, of version %i: every value put in place of every other', (version) => {
    const seen = { taken: 0, refused: 0 };
    for (const path of pathsIn(ordinary)) {
      for (const value of odd) {
        const json = plain(changedAt({ ...ordinary, version }, path, () => value));
        const ours = outcome(() => decodeDocument(bytesOf(json)));
        expect(ours, `${path.join('.')} = ${JSON.stringify(value)}`).toEqual(outcome(() => documentByModel(json)));
        seen[typeof ours === 'string' ? 'refused' : 'taken'] += 1;
      }
    }
    expect(Math.min(seen.taken, seen.refused)).toBeGreaterThan(100);
  });

  test('R-30 what could not be read again is never written: every value put in place of every other', () => {
    for (const path of pathsIn(ordinary)) {
      for (const value of odd) {
        const changed = changedAt(ordinary, path, () => value) as VaultDocument;
        const written = outcome(() => encodeDocument(changed));
        const isRead = typeof outcome(() => documentByModel(plain(changed))) === 'object';
        const what = `${path.join('.')} = ${JSON.stringify(value)}`;
        if (!isRead) expect(written, what).toBe('E_VAULT_VERIFY');
        else if (changed.version === ordinary.version) expect(decodeDocument(written as Uint8Array), what).toEqual(plain(changed));
      }
    }
  });

  test('nor with any JSON beside our fields, which is kept', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...pathsIn(ordinary)),
        fc.jsonValue(),
        fc.string(),
        fc.integer({ min: 1, max: 2 }),
        (path, value, name, version) => {
          const beside = changedAt({ ...ordinary, version }, path, (before) =>
            typeof before === 'object' && before !== null && !Array.isArray(before) && !Object.hasOwn(before, name) && name !== '__proto__'
              ? { ...before, [name]: value }
              : value,
          );
          const json = plain(beside);
          expect(outcome(() => decodeDocument(bytesOf(json)))).toEqual(outcome(() => documentByModel(json)));
        },
      ),
      { numRuns: 2000 },
    );
  });

  test.each(['', '{', 'null', '[]', '"keyrack-vault"', '\ufeff{}', '{"format":"keyrack-vault"}'])(
    '%j is damaged, and not quoted',
    (text) => {
      const bytes = new TextEncoder().encode(text);
      expect(() => decodeDocument(bytes)).toThrow(expect.objectContaining({ code: 'E_VAULT_DAMAGED' }));
    },
  );

  test('a change is held to the same: what the model refuses is E_USAGE, and names the field', () => {
    const seen = { taken: 0, refused: 0 };
    for (const [one, check, byModel] of [
      [acme, checkedOrganization, organizationByModel],
      [key, checkedKey, keyByModel],
    ] as const) {
      for (const name of Object.keys(one)) {
        for (const value of odd) {
          const changed = { ...one, [name]: value };
          const ours = outcome(() => check(changed));
          expect(ours, `${name} = ${JSON.stringify(value)}`).toEqual(byModel(changed) ? changed : 'E_USAGE');
          seen[ours === 'E_USAGE' ? 'refused' : 'taken'] += 1;
        }
      }
    }
    expect(Math.min(seen.taken, seen.refused)).toBeGreaterThan(50);
    expect(() => checkedKey({ ...key, roles: [''.padEnd(51, 'x')] })).toThrow('“roles”');
  });
});

describe('S-08 a document of another version', () => {
  // Made up: in the first of these versions a key had no roles, in the second no organization had tags.
  const each = (list: 'keys' | 'organizations', set: object): Migration => {
    return (older) => ({ ...older, [list]: (older[list] as object[]).map((one) => ({ ...set, ...one })) });
  };
  const decode = decoderOf([each('keys', { roles: ['ADMIN'] }), each('organizations', { tags: ['old'] })]);
  const without = (list: readonly object[], name: string) => list.map((one) => ({ ...one, [name]: undefined }));
  const third = { ...ordinary, version: 3, later: { kept: true } };
  const second = { ...third, version: 2, organizations: without(ordinary.organizations, 'tags') };
  const first = { ...second, version: 1, keys: without(ordinary.keys, 'roles') };

  test('an older one is read as the one of today, a step at a time, with what nobody knows beside it', () => {
    expect(decode(bytesOf(third))).toEqual(third);
    const tagged = { ...third, organizations: ordinary.organizations.map((one) => ({ ...one, tags: ['old'] })) };
    expect(decode(bytesOf(second))).toEqual(tagged);
    expect(decode(bytesOf(first))).toEqual({ ...tagged, keys: ordinary.keys.map((one) => ({ ...one, roles: ['ADMIN'] })) });
  });

  test('nothing is mended on the way that does not fit its own version', () => {
    for (const document of [
      { ...first, version: 2 },
      { ...second, version: 3 },
      { ...first, keys: 'none' },
      { ...first, version: 0 },
    ])
      expect(outcome(() => decode(bytesOf(document)))).toBe('E_VAULT_DAMAGED');
  });

  test('of a newer one what is known is taken, one by one, and the rest is there as it was', () => {
    const newer = { ...ordinary, version: 2, keys: [...ordinary.keys, { another: 'kind' }], later: 1, relayClients: { not: 'a list' } };
    expect(decodeDocument(bytesOf(newer))).toEqual({ ...newer, keys: ordinary.keys, relayClients: [] });
    expect(outcome(() => decodeDocument(bytesOf({ ...newer, keys: {} })))).toBe('E_VAULT_NEWER');
  });
});
