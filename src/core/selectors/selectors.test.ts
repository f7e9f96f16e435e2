import { describe, expect, test } from 'vitest';
import type { Key, Organization } from '../../shared/model.js';
import { type ChoicePlaces, chooseKey, resolveAnyKey, resolveKey, resolveOrganization, resolveWholeKey, type Stored } from './selectors.js';

const uuid = (start: string): string => `${start}${'0'.repeat(8 - start.length)}-0000-4000-8000-000000000000`;
const organization = (id: string, name: string, defaultKeyId: string | null = null): Organization => ({
  id: uuid(id),
  name,
  program: 'app-store',
  issuerId: null,
  teamId: null,
  vendorNumber: null,
  notes: '',
  tags: [],
  defaultKeyId: defaultKeyId === null ? null : uuid(defaultKeyId),
  createdAt: '',
});
const key = (id: string, organizationId: string, keyId: string, name: string, trashedAt: string | null = null): Key => ({
  id: uuid(id),
  organizationId: uuid(organizationId),
  kind: 'team',
  keyId,
  name,
  roles: [],
  fingerprint: '',
  sourceName: '',
  addedAt: '',
  trashedAt,
});

const stored: Stored = {
  organizations: [
    organization('a1', 'Acme'),
    organization('a2', 'Acme Labs', 'd4'),
    organization('b1', 'Borealis'),
    organization('c1', 'Café'),
    organization('e1', 'Empty'),
  ],
  keys: [
    key('d1', 'a1', '2X9R4HXF34', 'CI uploads'),
    key('d2', 'a1', '2X9RZZZZZZ', 'Reporting'),
    key('d3', 'a2', 'LAB0000001', 'LAB0000001'),
    key('d4', 'a2', 'LAB0000002', 'Releases'),
    key('d5', 'b1', 'BOR0000001', 'BOR0000001'),
    key('d6', 'c1', 'CAF0000001', 'Menü'),
    key('d7', 'b1', 'GONE000001', 'GONE000001', '2026-01-01T00:00:00Z'),
  ],
};

describe('a selector names a key', () => {
  test.for([
    ['by organization and name', 'Acme/CI uploads', '2X9R4HXF34'],
    ['without case', 'aCME/ci UPLOADS', '2X9R4HXF34'],
    ['by Key ID', '2x9r4hxf34', '2X9R4HXF34'],
    ['by id', uuid('d2'), '2X9RZZZZZZ'],
    ['by an organization that has one key (the Trash does not count)', 'borealis', 'BOR0000001'],
    ['by an organization’s default key', 'Acme Labs', 'LAB0000002'],
    ['by the beginning of a Key ID', '2x9r4', '2X9R4HXF34'],
    ['by the beginning of an organization', 'bor', 'BOR0000001'],
    ['by the beginning of an organization with a default key', 'acme l', 'LAB0000002'],
    ['by the beginnings of both parts', 'acm/rep', '2X9RZZZZZZ'],
    ['where the whole organization beats a longer one', 'acme/r', '2X9RZZZZZZ'],
    ['with an accent typed in two characters', 'cafe\u0301/menu\u0308', 'CAF0000001'],
    ['with spaces around it', '  BOR0000001\n', 'BOR0000001'],
  ] as const)('%s: “%s”', ([, selector, keyId]) => {
    expect(resolveKey(stored, selector).keyId).toBe(keyId);
  });

  test.for([
    ['blanks around the slash', 'Acme / CI uploads', '2X9R4HXF34'],
    ['its Key ID behind it', 'Acme / CI uploads (2X9R4HXF34)', '2X9R4HXF34'],
    ['more blanks', ' acme  /\tci uploads ', '2X9R4HXF34'],
    ['blanks around the slash of a beginning', 'acm / rep', '2X9RZZZZZZ'],
  ] as const)('M-15 as we write it ourselves, with %s: “%s”', ([, selector, keyId]) => {
    expect(resolveKey(stored, selector).keyId).toBe(keyId);
  });

  test.for([
    ['a beginning that two keys share', '2x9r', ['Acme/CI uploads (2X9R4HXF34)', 'Acme/Reporting (2X9RZZZZZZ)']],
    ['an organization with two keys and no default', 'acme', ['Acme/CI uploads', 'Acme/Reporting']],
    ['an organization and a slash', 'acme labs/', ['LAB0000001', 'LAB0000002']],
  ] as const)('and not %s: that lists what matches', ([, selector, listed]) => {
    expect(() => resolveKey(stored, selector)).toThrow(expect.objectContaining({ code: 'E_AMBIGUOUS' }));
    for (const one of listed) expect(() => resolveKey(stored, selector)).toThrow(one);
  });

  test.for([
    ['what is nowhere', 'nobody'],
    ['a key in the Trash', 'GONE000001'],
    ['an organization without keys', 'Empty'],
    ['a key’s name without its organization', 'Reporting'],
  ] as const)('and not %s: “%s”', ([, selector]) => {
    expect(() => resolveKey(stored, selector)).toThrow(expect.objectContaining({ code: 'E_NOT_FOUND' }));
  });

  test('a list of very many matches stops at ten', () => {
    const keys = Array.from({ length: 25 }, (_, n) => key(`f${n}`, 'b1', `MANY0000${String(n).padStart(2, '0')}`, `many ${n}`));
    expect(() => resolveKey({ ...stored, keys }, 'many')).toThrow(/and 15 more\.$/);
  });
});

describe('what is hard to take back wants a whole name', () => {
  test.for(['2x9r4', 'bor', 'acm/rep', uuid('d1').slice(0, 20)])('so the beginning “%s” names nothing', (selector) => {
    expect(() => resolveWholeKey(stored, selector)).toThrow(expect.objectContaining({ code: 'E_NOT_FOUND' }));
  });
  test.for([
    ['2x9r4', 'Acme/CI uploads (2X9R4HXF34)', '2X9R4HXF34'],
    ['bor0', 'Borealis/BOR0000001 (BOR0000001)', 'BOR0000001'],
    ['lab', 'Acme Labs/LAB0000001 (LAB0000001), Acme Labs/Releases (LAB0000002)', 'whole'],
  ] as const)('and “%s” is answered with what it begins, and that the whole of it is wanted', ([selector, meant, next]) => {
    const refusal = expect.objectContaining({ code: 'E_NOT_FOUND', message: expect.stringMatching(/beginning of .*; a whole name/) });
    for (const resolve of [resolveWholeKey, resolveAnyKey]) {
      expect(() => resolve(stored, selector)).toThrow(refusal);
      expect(() => resolve(stored, selector)).toThrow(meant);
      expect(() => resolve(stored, selector)).toThrow(expect.objectContaining({ hint: expect.stringContaining(next) }));
    }
  });
  test('a beginning of what lies in the Trash counts where the Trash is looked through', () => {
    expect(() => resolveAnyKey(stored, 'gone')).toThrow('GONE000001, in the Trash');
    expect(() => resolveWholeKey(stored, 'gone')).toThrow('Nothing stored is called');
  });
  test('a whole name, a Key ID or an id does', () => {
    const named = ['acme/reporting', '2x9rzzzzzz', uuid('d2')].map((selector) => resolveWholeKey(stored, selector).keyId);
    expect(new Set(named)).toEqual(new Set(['2X9RZZZZZZ']));
  });
  test('for organizations too', () => {
    expect(resolveOrganization(stored, 'acme').id).toBe(uuid('a1'));
    expect(resolveOrganization(stored, uuid('a2')).name).toBe('Acme Labs');
    expect(() => resolveOrganization(stored, 'acm')).toThrow(expect.objectContaining({ code: 'E_NOT_FOUND' }));
  });
});

describe('without a KEY', () => {
  const places = (change: Partial<ChoicePlaces>): ChoicePlaces => ({
    argument: undefined,
    environment: null,
    file: async () => null,
    folders: async () => ({}),
    cwd: '/work/app/ios',
    ...change,
  });
  const all: Partial<ChoicePlaces> = {
    argument: 'Borealis',
    environment: 'LAB0000001',
    file: async () => ({ selector: 'acme/ci', path: '/work/app/.keyrack' }),
    folders: async () => ({ '/work': uuid('d2'), '/work/app': uuid('d6') }),
  };
  const without = (...left: (keyof ChoicePlaces)[]) =>
    places(Object.fromEntries(Object.entries(all).filter(([name]) => !left.includes(name as keyof ChoicePlaces))));

  test.for([
    ['the argument', [], { by: 'argument', path: null }, 'BOR0000001'],
    ['then KEYRACK_KEY', ['argument'], { by: 'environment', path: null }, 'LAB0000001'],
    ['then the .keyrack file', ['argument', 'environment'], { by: 'file', path: '/work/app/.keyrack' }, '2X9R4HXF34'],
    ['then the nearest bound folder', ['argument', 'environment', 'file'], { by: 'folder', path: '/work/app' }, 'CAF0000001'],
  ] as const)('%s decides', async ([, left, why, keyId]) => {
    const choice = await chooseKey(stored, without(...left));
    expect(choice).toMatchObject({ ...why, key: { keyId } });
  });

  test('the only key is taken, and no other is when there are several or none', async () => {
    const one = { ...stored, keys: stored.keys.slice(4, 5) };
    expect(await chooseKey(one, places({}))).toMatchObject({ by: 'only', key: { keyId: 'BOR0000001' } });
    await expect(chooseKey(stored, places({}))).rejects.toMatchObject({ code: 'E_AMBIGUOUS' });
    await expect(chooseKey({ ...stored, keys: [] }, places({}))).rejects.toMatchObject({ code: 'E_NOT_FOUND' });
  });

  test('a KEYRACK_KEY that matches nothing is an error, not a reason to take another key', async () => {
    const one = { ...stored, keys: stored.keys.slice(4, 5) };
    const refused = chooseKey(one, places({ environment: 'typo' }));
    await expect(refused).rejects.toMatchObject({ code: 'E_NOT_FOUND', message: expect.stringContaining('KEYRACK_KEY') });
  });
});
