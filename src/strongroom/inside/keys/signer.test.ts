import { createPublicKey, verify } from 'node:crypto';
import { expect, test } from 'vitest';
import { makeKey } from '../../../../tests/support/keys.js';
import { organizationNamed, storedKey } from '../../../../tests/support/vault.js';
import type { Context } from '../context.js';
import { emptyDocument, type VaultDocument } from '../document/document.js';
import { createHeld } from '../held.js';
import { createSigner } from './signer.js';

const isSignedBy = (token: string, pem: string): boolean => {
  const at = token.lastIndexOf('.');
  const key = { key: createPublicKey(pem), dsaEncoding: 'ieee-p1363' } as const;
  return verify('sha256', Buffer.from(token.slice(0, at)), key, Buffer.from(token.slice(at + 1), 'base64url'));
};

test('S-07 a lock forgets the private keys that were taken apart for signing: after it, what the vault holds is read anew', async () => {
  const organization = organizationNamed('Acme');
  const [before, after] = [makeKey(), makeKey()];
  const stored = storedKey(organization.id, 'CI uploads', {}, before);
  const holding = (privateKey: string): VaultDocument => ({
    ...emptyDocument({ vaultId: 'v', devices: [], recovery: null, savedAt: '2026-01-01T00:00:00.000Z' }),
    organizations: [organization],
    keys: [{ ...stored, privateKey }],
  });
  let document = holding(stored.privateKey);
  const held = createHeld();
  const store = { load: async () => ({ document }) };
  const signer = createSigner({ ports: { clock: { now: () => 1_800_000_000_000 } }, store, held } as unknown as Context);
  const token = async () => (await signer.sign({ id: stored.id, nowMs: null, lifetimeSeconds: 60, scope: null })).token;
  held.admit('AGE-SECRET-KEY-1', null);
  expect(isSignedBy(await token(), before.applePem)).toBe(true);
  // By the same fingerprint, so that nothing but the memory of the first can tell them apart.
  document = holding(storedKey(organization.id, 'CI uploads', {}, after).privateKey);
  held.lock();
  held.admit('AGE-SECRET-KEY-1', null);
  expect(isSignedBy(await token(), after.applePem)).toBe(true);
});

/** One key, and a clock that stands. */
function oneKey() {
  const organization = organizationNamed('Acme');
  const stored = storedKey(organization.id, 'CI uploads', {}, makeKey());
  const document: VaultDocument = {
    ...emptyDocument({ vaultId: 'v', devices: [], recovery: null, savedAt: '2026-01-01T00:00:00.000Z' }),
    organizations: [organization],
    keys: [stored],
  };
  const held = createHeld();
  held.admit('AGE-SECRET-KEY-1', null);
  const now = 1_800_000_000_000;
  const store = { load: async () => ({ document }) };
  const signer = createSigner({ ports: { clock: { now: () => now } }, store, held } as unknown as Context);
  return { signer, id: stored.id, now };
}

test('R-91 nothing is signed for a time that is more than a day away, whoever asks', async () => {
  const { signer, id, now } = oneKey();
  const at = (nowMs: number) => signer.sign({ id, nowMs, lifetimeSeconds: 60, scope: null });
  for (const off of [-86_400_001, 86_400_001, 365 * 86_400_000, Number.NaN, Number.POSITIVE_INFINITY])
    await expect(at(now + off), String(off)).rejects.toMatchObject({ code: 'E_CLOCK' });
  expect((await at(now - 600_000)).iat).toBeLessThan(now / 1_000);
});

test('a list of scopes with holes in it is no list of scopes, and gets no long life', async () => {
  const { signer, id } = oneKey();
  const asked = { id, nowMs: null, lifetimeSeconds: 15_552_000, scope: new Array<string>(3) };
  await expect(signer.sign(asked)).rejects.toMatchObject({ code: 'E_SCOPE' });
});

test('a token that says something else than what is stored lives two minutes at most, and says only what could be stored', async () => {
  const { signer, id } = oneKey();
  const as = { keyId: 'YYYYYYYYYY', issuerId: '69a6de70-03db-47e3-e053-5b8c7c11a4d1', kind: 'team', program: 'enterprise' } as const;
  const sign = (change: object = {}, lifetimeSeconds = 120) =>
    signer.sign({ id, nowMs: null, lifetimeSeconds, scope: null, as: { ...as, ...change } });
  const [header = '', payload = ''] = (await sign()).token.split('.');
  const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString());
  expect([read(header).kid, read(payload)]).toEqual([
    as.keyId,
    expect.objectContaining({ iss: as.issuerId, aud: 'apple-developer-enterprise-v1' }),
  ]);
  const individual = (await sign({ kind: 'individual', issuerId: null })).token.split('.')[1] ?? '';
  expect(read(individual)).toMatchObject({ sub: 'user' });
  await expect(sign({}, 121)).rejects.toMatchObject({ code: 'E_LIFETIME' });
  for (const odd of [{ keyId: 'short' }, { issuerId: 'none' }, { issuerId: null }, { kind: 'other' }, { program: 'toString' }])
    await expect(sign(odd), JSON.stringify(odd)).rejects.toMatchObject({ code: 'E_USAGE' });
});
