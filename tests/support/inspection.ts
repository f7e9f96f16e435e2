import type { Machine } from '../../src/core/ports/index.js';
import type { Inspection, LockFacts } from '../../src/strongroom/client/contract.js';

/** What the checks of doctor are shown, where all is well. */
export const good = (file: string, revision: number) => ({ file, is: 'good', revision, savedAt: '2026-03-01T00:00:00.000Z' }) as const;
export const whole: Inspection = {
  vault: { vaultId: 'v', unlock: 'keychain', recovery: true, createdAt: '2026-01-01T00:00:00.000Z' },
  unlocked: true,
  present: ['keyrack.json', 'keyrack.json.1', 'vault.age', 'vault.age.1'],
  generations: [good('vault.age', 7), good('vault.age.1', 7), good('vault.age.2', 6)],
  health: { readOnly: null, warnings: [] },
  problem: null,
  recovery: true,
  warnings: [],
  leftovers: { temporary: [], damaged: [], setAside: [], unfinished: [] },
  exposed: [],
  lock: null,
  keychain: { is: 'opens' },
};
export const locked: Inspection = { ...whole, unlocked: false, health: null, recovery: null, keychain: { is: 'not-asked' } };
export const folders =
  (named: Readonly<Record<string, readonly string[] | 'refused'>>): Machine['list'] =>
  async (folder) =>
    named[folder] ?? 'missing';
export const machine = (change: Partial<Machine> = {}): Machine => ({
  platform: 'linux',
  homedir: '/home/ada',
  env: { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/bus' },
  execArgv: [],
  list: folders({}),
  realPath: async (path) => path,
  coreDumps: async () => ({ allowed: false, handler: null }),
  ...change,
});
export const lock = (change: Partial<LockFacts>): LockFacts => ({
  holder: 'alive',
  pid: 4711,
  host: 'desk',
  since: '2026-03-01T00:00:00.000Z',
  mark: 'm',
  ...change,
});
export const now = Date.parse('2026-03-01T00:00:10.000Z');
