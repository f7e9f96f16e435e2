import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { organizationNamed, storedKey } from '../../../../tests/support/vault.js';
import { decodeDocument, emptyDocument, encodeDocument, type VaultDocument } from './document.js';
import { isOrdinary } from './document-quick.js';
import { documentIn } from './document-shape.js';

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
  '🗝'.repeat(101),
  'x'.repeat(10_001),
  'team',
  'enterprise',
  'keyrack-vault',
  'ABCDEFGHIJ',
  'ABCDEFGHIJ\n',
  'abcdefghij',
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
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

describe('R-31 a document told without zod', () => {
  test('what we write is ordinary, and comes back as it was written', async () => {
    const empty = emptyDocument({ vaultId: acme.id, devices: ['age1a'], recovery: null, savedAt: 'then' });
    for (const document of [ordinary, empty]) {
      expect(isOrdinary(JSON.parse(JSON.stringify(document)))).toBe(true);
      expect(await decodeDocument(encodeDocument(document))).toEqual(document);
    }
  });

  test('nothing is taken that zod refuses or reads differently: every value put in place of every other', () => {
    let taken = 0;
    for (const path of pathsIn(ordinary)) {
      for (const value of odd) {
        const json: unknown = JSON.parse(JSON.stringify(changedAt(ordinary, path, () => value)) ?? 'null');
        if (!isOrdinary(json)) continue;
        taken += 1;
        expect(documentIn(json), `${path.join('.')} = ${JSON.stringify(value)}`).toEqual(json);
      }
    }
    expect(taken).toBeGreaterThan(100);
  });

  test('nor any JSON beside our fields, which is kept', () => {
    fc.assert(
      fc.property(fc.constantFrom(...pathsIn(ordinary)), fc.jsonValue(), fc.string(), (path, value, name) => {
        const beside = changedAt(ordinary, path, (before) =>
          typeof before === 'object' && before !== null && !Array.isArray(before) && !Object.hasOwn(before, name) && name !== '__proto__'
            ? { ...before, [name]: value }
            : value,
        );
        const json: unknown = JSON.parse(JSON.stringify(beside));
        if (isOrdinary(json)) expect(documentIn(json)).toEqual(json);
      }),
      { numRuns: 2000 },
    );
  });

  test('S-08 a newer version is zod’s to judge', async () => {
    const newer = { ...ordinary, version: 2, keys: [...ordinary.keys, { another: 'kind' }] };
    expect(isOrdinary(newer)).toBe(false);
    const read = await decodeDocument(new TextEncoder().encode(JSON.stringify(newer)));
    expect(read.keys).toEqual(ordinary.keys);
    await expect(decodeDocument(encodeDocument({ ...ordinary, revision: 0 }))).rejects.toMatchObject({ code: 'E_VAULT_DAMAGED' });
  });
});
