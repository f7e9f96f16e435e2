import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { hookedDisk } from '../../../../tests/support/failing-disk.js';
import { makeHome, temporaryFolder, testPorts } from '../../../../tests/support/home.js';
import type { Strongroom } from '../../client/contract.js';
import { createStrongroom } from '../strongroom.js';

const passphrase = 'correct horse battery staple';
const errnos = ['ENOSPC', 'EDQUOT', 'EIO', 'EACCES', 'EPERM', 'EROFS', 'EBUSY', 'ENOMEM', 'EMFILE'] as const;

/** Call number `at` fails so; what came of it, null when there were fewer calls. */
async function failingAt(at: number, code: string, home: string, work: (room: Strongroom) => Promise<unknown>) {
  let [calls, failed] = [0, ''];
  const disk = hookedDisk((call) => {
    calls += 1;
    if (calls !== at) return 'real';
    failed = call;
    return { code };
  });
  const clock = { now: () => Date.now(), monotonic: () => performance.now(), wait: async () => undefined };
  const room = createStrongroom(testPorts(home, { disk, clock }));
  const error = await work(room).then(
    () => null,
    (one: { code: string; message: string }) => one,
  );
  return failed === '' ? null : { call: `${failed} (${code})`, error };
}

/** A file of the home by its name, and nothing of where the home lies. */
function expectNamed(home: string, { call, error }: { call: string; error: { code: string; message: string } | null }): void {
  if (error === null) return;
  expect([call, error.code], error.message).toEqual([call, expect.stringMatching(/^E_(DISK|DISK_FULL|VAULT_READ|VAULT_VERIFY|BUSY)$/)]);
  expect(error.message, call).toMatch(/vault\.age|identity\.age|keyrack\.json|“lock”|set-aside|Keyrack’s folder/);
  expect(error.message, call).not.toContain(home);
}

test('M-19 whatever call of a change the disk refuses, and however: the error names the file it was about', {
  timeout: 300_000,
}, async () => {
  const { home, room } = await makeHome(onTestFinished);
  await room.lock();
  const change = async (fresh: Strongroom) => {
    await fresh.unlock({ how: 'passphrase', passphrase });
    const organization = { id: randomUUID(), name: `Org ${randomUUID()}`, program: 'app-store' as const, issuerId: null, teamId: null };
    const rest = { vendorNumber: null, notes: '', tags: [], defaultKeyId: null, createdAt: '2026-01-01T00:00:00.000Z' };
    await fresh.change({ do: 'add-organization', organization: { ...organization, ...rest } });
  };
  for (const code of errnos) {
    let met = 0;
    for (let at = 1; ; at += 1) {
      const outcome = await failingAt(at, code, home, change);
      if (outcome === null) break;
      if (outcome.error) met += 1;
      expectNamed(home, outcome);
    }
    expect([code, met > 5]).toEqual([code, true]);
  }
});

test('M-19 the same of a vault in the making', { timeout: 300_000 }, async () => {
  for (const code of ['ENOSPC', 'EIO', 'EACCES'])
    for (let at = 1; ; at += 1) {
      const home = join(await temporaryFolder(onTestFinished), 'home');
      const outcome = await failingAt(at, code, home, (room) =>
        room.init({ unlock: 'passphrase', recovery: true, passphrase, interactive: false }),
      );
      if (outcome === null) break;
      expectNamed(home, outcome);
    }
});
