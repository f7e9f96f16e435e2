import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { scriptedClock, watching } from '../../../../tests/support/clock.js';
import { issuerId, makeHome, temporaryFolder } from '../../../../tests/support/home.js';
import { makeKey } from '../../../../tests/support/keys.js';
import { startFakeApple } from '../../../../tools/fake-apple/server.js';
import { homeFilesIn } from '../../../platform/home-files.js';
import { systemHttp } from '../../../platform/http.js';
import type { TestReport } from '../../../shared/model.js';
import { createKeyrack } from '../../keyrack.js';

const anotherIssuer = '69a6de70-03db-47e3-e053-5b8c7c11a4d1';

/** Keys of organizations in a real strongroom, a fake Apple that knows them, and time that passes when told. */
async function keysOf(organizations: Readonly<Record<string, { readonly issuerId: string; readonly keyIds: readonly string[] }>>) {
  const { changed, until } = watching();
  const apple = await startFakeApple({ onRequest: changed });
  onTestFinished(() => apple.close());
  const { room, home } = await makeHome(onTestFinished);
  const clock = scriptedClock(Date.now(), changed);
  const keyrack = createKeyrack({
    strongroom: room,
    clock,
    http: async () => systemHttp({}),
    clipboard: () => Promise.reject(new Error('nothing here is copied')),
    homeFiles: homeFilesIn(home),
    folders: { nearestBinding: async () => null },
    machine: async () => Promise.reject(new Error('not asked here')),
    cwd: '/',
    defaultSelector: null,
    apiUrl: apple.url,
    interactive: false,
    packaged: false,
    unlocks: 'when-told',
    from: 'cli',
  });
  onTestFinished(() => keyrack.settled());
  const folder = await temporaryFolder(onTestFinished);
  for (const [organization, { issuerId, keyIds }] of Object.entries(organizations)) {
    const items = [];
    for (const keyId of keyIds) {
      const key = makeKey();
      const path = join(folder, `AuthKey_${keyId}.p8`);
      await writeFile(path, key.applePem, { mode: 0o600 });
      apple.register({ kind: 'team', keyId, issuerId, publicKey: key.publicKey, roles: ['ADMIN'] });
      items.push({ source: { from: 'file' as const, path }, issuerId });
    }
    await keyrack.importKeys({ organization, program: 'app-store', items });
  }
  /** Milliseconds until the next turns: the waits that are not the deadline of a request. */
  const turns = () => clock.waits().filter((ms) => ms < 10_000);
  return { home, apple, clock, keyrack, until, changed, turns };
}
const sixKeys = ['AAAAAAAAA1', 'AAAAAAAAA2', 'AAAAAAAAA3', 'AAAAAAAAA4', 'AAAAAAAAA5', 'AAAAAAAAA6'];

test('R-112 keys of one issuer are asked 200 ms apart, four under way at most', async () => {
  const { apple, clock, keyrack, until, turns } = await keysOf({ Acme: { issuerId, keyIds: sixKeys } });
  // Nobody is answered, so whoever has a turn stays under way.
  apple.fault('hang');
  const stop = new AbortController();
  const reports = keyrack.testConnection({ keys: [], all: true, signal: stop.signal });
  await until(() => apple.requests.length === 1 && turns().length === 3);
  expect(turns()).toEqual([200, 400, 600]);
  clock.pass(199);
  expect(turns()).toEqual([1, 201, 401]);
  clock.pass(1);
  await until(() => apple.requests.length === 2);
  clock.pass(400);
  await until(() => apple.requests.length === 4);
  expect(turns()).toEqual([]);
  stop.abort();
  expect(await reports).toEqual([]);
  expect(apple.requests).toHaveLength(4);
});

test('R-112 issuers do not wait for each other', async () => {
  const { apple, clock, keyrack, until, turns } = await keysOf({
    Acme: { issuerId, keyIds: sixKeys.slice(0, 2) },
    Borealis: { issuerId: anotherIssuer, keyIds: ['BBBBBBBBB1', 'BBBBBBBBB2'] },
  });
  const reports = keyrack.testConnection({ keys: [], all: true });
  await until(() => apple.requests.length === 2 && turns().length === 2);
  expect(turns()).toEqual([200, 200]);
  clock.pass(200);
  expect((await reports).map(({ organization, outcome }) => `${organization} ${outcome}`)).toEqual([
    'Acme ok',
    'Acme ok',
    'Borealis ok',
    'Borealis ok',
  ]);
});

test('R-112 a second try keeps the gap as well', async () => {
  const { apple, clock, keyrack, until, turns } = await keysOf({ Acme: { issuerId, keyIds: sixKeys.slice(0, 1) } });
  apple.fault('spurious-401', 1);
  const reports = keyrack.testConnection({ keys: ['AAAAAAAAA1'], all: false });
  await until(() => turns().length === 1);
  expect([apple.requests.length, turns()]).toEqual([1, [200]]);
  clock.pass(200);
  expect(await reports).toMatchObject([{ outcome: 'ok', notes: [{ code: 'W_SPURIOUS_401' }] }]);
});

test('R-112 cancelled while it waits to try a 503 again: it ends at once and says nothing of that key', async () => {
  const { apple, clock, keyrack, until, turns } = await keysOf({ Acme: { issuerId, keyIds: sixKeys.slice(0, 1) } });
  apple.fault('down');
  const stop = new AbortController();
  const reports = keyrack.testConnection({ keys: ['AAAAAAAAA1'], all: false, signal: stop.signal });
  await until(() => turns().length === 1);
  stop.abort();
  expect(await reports).toEqual([]);
  expect([apple.requests.length, clock.waits()]).toEqual([1, []]);
});

test('R-112 cancelled under way: what was answered is kept, what hangs is closed, nothing more is sent', async () => {
  const { apple, clock, keyrack, until, changed, turns } = await keysOf({ Acme: { issuerId, keyIds: sixKeys } });
  const stop = new AbortController();
  const seen: TestReport[] = [];
  const onProgress = (_done: number, _total: number, report: TestReport) => {
    seen.push(report);
    changed();
  };
  const reports = keyrack.testConnection({ keys: [], all: true, onProgress, signal: stop.signal });
  await until(() => seen.length === 1 && turns().length === 4);
  apple.fault('hang');
  clock.pass(200);
  await until(() => apple.requests.length === 2);
  stop.abort();
  expect(await reports).toEqual(seen);
  expect(seen).toMatchObject([{ outcome: 'ok' }]);
  await apple.requests[1]?.over;
  expect([apple.requests.length, clock.waits()]).toEqual([2, []]);
});

test('R-112 one key of many is cancelled: it says nothing, and every other one is answered', async () => {
  const { apple, clock, keyrack, until, turns, changed } = await keysOf({ Acme: { issuerId, keyIds: sixKeys.slice(0, 3) } });
  const stops = new Map<string, AbortController>();
  const signalOf = (key: string) => {
    const stop = new AbortController();
    stops.set(key, stop);
    return stop.signal;
  };
  const seen: string[] = [];
  const onProgress = (_done: number, _total: number, { id }: TestReport) => {
    seen.push(id);
    changed();
  };
  const reports = keyrack.testConnection({ keys: [], all: true, onProgress, signalOf });
  await until(() => seen.length === 1 && turns().length === 2);
  const [cancelled, kept] = [...stops.keys()].filter((id) => id !== seen[0]);
  stops.get(cancelled ?? '')?.abort();
  clock.pass(400);
  expect((await reports).map(({ id }) => id).sort()).toEqual([seen[0], kept].sort());
  expect(apple.requests).toHaveLength(2);
});

test('R-106 cancelled in a 401’s second try, the key is not called refused', async () => {
  const { apple, clock, keyrack, until, turns } = await keysOf({ Acme: { issuerId, keyIds: sixKeys.slice(0, 1) } });
  const stop = new AbortController();
  apple.fault('spurious-401', 1);
  const reports = keyrack.testConnection({ keys: ['AAAAAAAAA1'], all: false, signal: stop.signal });
  await until(() => turns().length === 1);
  apple.fault('hang');
  clock.pass(200);
  await until(() => apple.requests.length === 2);
  stop.abort();
  expect(await reports).toEqual([]);
  const [listed] = await keyrack.listKeys({ query: null, organization: null, trash: false });
  expect(listed).toMatchObject({ keyId: 'AAAAAAAAA1', lastTest: null });
});

test.each([
  ['ok', null],
  ['limited', 'role'],
] as const)('R-106 refused after it had answered (%s), a key is remembered with when it last did', async (first, fault) => {
  const { apple, clock, keyrack, until, turns } = await keysOf({ Acme: { issuerId, keyIds: sixKeys.slice(0, 1) } });
  const answered = new Date(clock.now()).toISOString();
  if (fault) apple.fault(fault, 1);
  const outcomes: string[] = [];
  for (const revoked of [false, true]) {
    if (revoked) apple.revoke('AAAAAAAAA1');
    clock.pass(60_000);
    const reports = keyrack.testConnection({ keys: ['AAAAAAAAA1'], all: false });
    if (revoked) {
      await until(() => turns().length === 1);
      clock.pass(200);
    }
    outcomes.push(...(await reports).map(({ outcome }) => outcome));
  }
  expect(outcomes).toEqual([first, 'refused']);
  const [listed] = await keyrack.listKeys({ query: null, organization: null, trash: false });
  expect(listed?.lastTest).toMatchObject({ outcome: 'refused', code: 'E_APPLE_UNAUTHORIZED' });
  expect(Date.parse(listed?.lastTest?.answeredAt ?? '') - Date.parse(answered)).toBe(60_000);
});

test('R-106 refused after its Issuer ID was edited, a key is remembered with the one it answered with', async () => {
  const { apple, clock, keyrack, until, turns } = await keysOf({ Acme: { issuerId, keyIds: sixKeys.slice(0, 1) } });
  const test = async () => {
    const before = apple.requests.length;
    clock.pass(60_000);
    const reports = keyrack.testConnection({ keys: ['AAAAAAAAA1'], all: false });
    if (before > 0) {
      await until(() => turns().length === 1);
      clock.pass(200);
    }
    return (await reports)[0];
  };
  const listed = async () => (await keyrack.listKeys({ query: null, organization: null, trash: false }))[0]?.lastTest;
  await test();
  await keyrack.editOrganization({ organization: 'Acme', set: { issuerId: anotherIssuer } });
  expect(await listed()).toBeNull();
  expect(await test()).toMatchObject({ outcome: 'refused', testedWith: { issuerId: anotherIssuer, refusals: 2 } });
  expect(await listed()).toMatchObject({
    outcome: 'refused',
    testedWith: { issuerId: anotherIssuer, keyId: 'AAAAAAAAA1', kind: 'team', program: 'app-store', inTime: true },
    answeredWith: { issuerId },
  });
});

test('R-106 what a key was tested with is what its token said, also where the Issuer ID was edited while it waited its turn', async () => {
  const { apple, clock, keyrack, until, turns } = await keysOf({ Acme: { issuerId, keyIds: sixKeys.slice(0, 2) } });
  const reports = keyrack.testConnection({ keys: [], all: true });
  await until(() => apple.requests.length === 1 && turns().length === 1);
  await keyrack.editOrganization({ organization: 'Acme', set: { issuerId: anotherIssuer } });
  clock.pass(200);
  await until(() => apple.requests.length === 2 && turns().length === 1);
  clock.pass(200);
  // Which of the two had the first turn is not said: both ask for it at once.
  const inOrder = (await reports).toSorted((a, b) => a.outcome.localeCompare(b.outcome));
  expect(inOrder.map(({ outcome, testedWith }) => [outcome, testedWith.issuerId])).toEqual([
    ['ok', issuerId],
    ['refused', anotherIssuer],
  ]);
  const listed = await keyrack.listKeys({ query: null, organization: null, trash: false });
  const testedOf = (keyId: string | undefined) => listed.find((key) => key.keyId === keyId)?.lastTest?.outcome;
  expect(inOrder.map(({ keyId }) => testedOf(keyId))).toEqual([undefined, 'refused']);
});

test('R-112 a clock off by more than a day costs no key its row', async () => {
  const { apple, clock, keyrack, until, turns } = await keysOf({ Acme: { issuerId, keyIds: sixKeys.slice(0, 2) } });
  apple.clock.offsetMs = 25 * 60 * 60 * 1_000;
  const reports = keyrack.testConnection({ keys: [], all: true });
  await until(() => apple.requests.length === 1 && turns().length === 1);
  clock.pass(200);
  expect((await reports).map(({ keyId, outcome, diagnosis }) => [keyId, outcome, diagnosis?.code])).toEqual([
    ['AAAAAAAAA1', 'unreachable', 'E_CLOCK'],
    ['AAAAAAAAA2', 'unreachable', 'E_CLOCK'],
  ]);
});

test('R-31 a vault that is damaged while many are tested ends the test with its own code, never as a network that did not answer', async () => {
  const { home, keyrack, clock, until, turns, apple } = await keysOf({ Acme: { issuerId, keyIds: sixKeys.slice(0, 2) } });
  const reports = keyrack.testConnection({ keys: [], all: true }).catch(({ code }) => code);
  await until(() => apple.requests.length === 1 && turns().length === 1);
  for (const name of await readdir(home)) if (name.startsWith('vault.age')) await writeFile(join(home, name), 'x');
  clock.pass(200);
  expect(await reports).toBe('E_VAULT_DAMAGED');
});
