import { describe, expect, test } from 'vitest';
import type { ImportItem } from '../../client/contract.js';
import { chooseIssuerId, chooseKeyId } from './chosen-ids.js';

const item = (set: Partial<ImportItem> = {}): ImportItem => ({ source: { from: 'file', path: '/a.p8' }, ...set });
const [file, typed] = ['AAAAAAAAA1', 'BBBBBBBBB2'];
const issuer = '57246542-96fe-1a63-e053-0824d011072a';
const another = '69a6de70-03db-47e3-e053-5b8c7c11a4d1';

describe('B-44 the Key ID that a key is stored under', () => {
  test('is the file’s, or the typed one where the file says none; both alike are one', () => {
    expect(chooseKeyId(item(), file)).toEqual({ keyId: file, other: null, warnings: [] });
    expect(chooseKeyId(item({ keyId: typed }), null)).toEqual({ keyId: typed, other: null, warnings: [] });
    expect(chooseKeyId(item({ keyId: ` ${file.toLowerCase()} ` }), file)).toEqual({ keyId: file, other: null, warnings: [] });
  });
  test('where they differ is the file’s, and that is said; unless one of them was chosen', () => {
    const both = chooseKeyId(item({ keyId: typed }), file);
    expect(both).toMatchObject({
      keyId: file,
      other: typed,
      warnings: [{ code: 'W_KID_MISMATCH', message: expect.stringContaining(`${typed}, is not the one of the file, ${file}`) }],
    });
    expect(chooseKeyId(item({ keyId: typed, keyIdWins: 'file' }), file)).toEqual({ keyId: file, other: typed, warnings: [] });
    expect(chooseKeyId(item({ keyId: typed, keyIdWins: 'typed' }), file)).toEqual({ keyId: typed, other: null, warnings: [] });
    expect(chooseKeyId(item({ keyId: typed, keyIdWins: 'typed' }), 'no id').keyId, 'what the file says is not looked at then').toBe(typed);
  });
  test('is wanted where nobody says one, and is refused where it is none', () => {
    expect(() => chooseKeyId(item(), null)).toThrow(expect.objectContaining({ code: 'E_KID_MISSING' }));
    expect(() => chooseKeyId(item({ keyIdWins: 'typed' }), 'kurz')).toThrow(expect.objectContaining({ code: 'E_KID_FORMAT' }));
    expect(() => chooseKeyId(item({ keyId: 'kurz' }), file)).toThrow(expect.objectContaining({ code: 'E_KID_FORMAT' }));
  });
});

test('an Issuer ID that was given comes before the file’s, and an individual key has none', () => {
  expect(chooseIssuerId(item({ issuerId: issuer.toUpperCase() }), another, 'team')).toBe(issuer);
  expect(chooseIssuerId(item(), another, 'team')).toBe(another);
  expect(chooseIssuerId(item(), null, 'team')).toBeNull();
  expect(chooseIssuerId(item({ issuerId: 'no id' }), another, 'individual')).toBeNull();
  expect(() => chooseIssuerId(item({ issuerId: 'no id' }), another, 'team')).toThrow(expect.objectContaining({ code: 'E_ISSUER_FORMAT' }));
});
