import { expect, test } from 'vitest';
import type { KeyData, VaultChange, VaultData } from '../shared/ipc/contract.js';
import type { Organization } from '../shared/model.js';
import { createVaultNews } from './vault-news.js';

const organization = (id: string): Organization => ({ id, name: id }) as Organization;
const key = (id: string, organizationId: string): KeyData => ({ id, organizationId, name: id, lastUsedAt: null }) as KeyData;
const vault = (organizations: Organization[], keys: KeyData[]): VaultData => ({
  revision: 1,
  recovery: true,
  lastBackupAt: null,
  organizations,
  keys,
  readOnly: null,
  warnings: [],
});

function newsOf(first: VaultData) {
  const told: VaultChange[] = [];
  const now = { data: first };
  const news = createVaultNews(
    async () => now.data,
    (change) => told.push(change),
  );
  return { news, told, now };
}

test('nobody has asked: nothing is told', async () => {
  const { news, told } = newsOf(vault([organization('a')], []));
  await news.changes();
  expect(told).toEqual([]);
});

test('all of it comes in parts that follow each other, what is listed first in the first', async () => {
  const organizations = ['b', 'a'].map(organization);
  const keys = Array.from({ length: 4_000 }, (_, n) => key(`k${n}`, n < 3_990 ? 'b' : 'a'));
  const { news, told } = newsOf(vault(organizations, keys));
  await news.all();
  expect(told.map(({ step }) => step)).toEqual(told.map((_, n) => n));
  expect(told.length).toBeGreaterThan(2);
  expect(told[0]?.organizations.map(({ id }) => id)).toEqual(['a', 'b']);
  expect(told[0]?.keys.slice(0, 10).every(({ organizationId }) => organizationId === 'a')).toBe(true);
  expect(new Set(told.flatMap((part) => part.keys.map(({ id }) => id))).size).toBe(4_000);
});

test('one key was used: that key is told, not the other thousands; nothing changed: nothing is told', async () => {
  const keys = Array.from({ length: 2_000 }, (_, n) => key(`k${n}`, 'a'));
  const { news, told, now } = newsOf(vault([organization('a')], keys));
  await news.all();
  const before = told.length;
  now.data = { ...now.data, keys: now.data.keys.map((one) => (one.id === 'k7' ? { ...one, lastUsedAt: 'now' } : { ...one })) };
  await news.changes();
  await news.changes();
  expect(told.slice(before)).toMatchObject([{ step: before, keys: [{ id: 'k7', lastUsedAt: 'now' }], organizations: [], gone: [] }]);
});

test('what is gone is named, and once locked nothing more is told', async () => {
  const { news, told, now } = newsOf(vault([organization('a'), organization('b')], [key('k', 'b')]));
  await news.all();
  now.data = vault([organization('a')], []);
  await news.changes();
  expect(told.at(-1)?.gone).toEqual(['b', 'k']);
  news.forget();
  now.data = vault([], []);
  await news.changes();
  expect(told.at(-1)?.gone).toEqual(['b', 'k']);
});

test('S-07 locked while the parts are told: the rest is kept back', async () => {
  const keys = Array.from({ length: 4_000 }, (_, n) => key(`k${n}`, 'a'));
  const { news, told } = newsOf(vault([organization('a')], keys));
  const all = news.all();
  // The first part has been told once there is something to see; the next ones follow it turn by turn.
  await new Promise((go) => setImmediate(go));
  news.forget();
  await all;
  expect(told.length).toBeGreaterThan(0);
  expect(told.flatMap((part) => part.keys).length).toBeLessThan(4_000);
});

test('an empty vault is told too', async () => {
  const { news, told } = newsOf(vault([], []));
  await news.all();
  expect(told).toMatchObject([{ step: 0, organizations: [], keys: [] }]);
});

test('S-07 locked while the vault is being read for the page: no part of it is told', async () => {
  const told: VaultChange[] = [];
  let answer: (data: VaultData) => void = () => {};
  const reading = new Promise<VaultData>((done) => {
    answer = done;
  });
  const news = createVaultNews(
    () => reading,
    (change) => told.push(change),
  );
  const all = news.all();
  await Promise.resolve();
  news.forget();
  answer(vault([organization('a')], [key('k', 'a')]));
  await all;
  expect(told).toEqual([]);
});
