import { defineConfig } from 'vitest/config';
import { leanPrimitives, leanStreams } from './scripts/lean.js';

// Unit tests stand beside the code; integration tests need a real keychain, age and openssl
// and run inside `dbus-run-session` (scripts/verify.sh). No deadline here is asserted: each is for what hangs, and is long enough for a
// machine whose cores are all busy with something else.
const minutes = 60_000;
// One more than the cores of the smallest machine that runs them all: much of a test is waiting for another process.
const maxWorkers = 3;
// age over what the command line's bundle puts below it, as users have it. The streams are compared with the web's in a unit test.
const root = import.meta.dirname;
const primitives = [leanPrimitives(root)];
const asBundled = [...primitives, leanStreams(root)];
const server = { deps: { inline: ['age-encryption'] } };
const expect = { poll: { timeout: minutes } };
export default defineConfig({
  test: {
    projects: [
      {
        plugins: primitives,
        test: {
          server,
          name: 'unit',
          include: ['src/**/*.test.{ts,tsx}', 'tools/**/*.test.ts', 'tests/walls/**/*.test.ts'],
          pool: 'forks',
          maxWorkers,
          testTimeout: 4 * minutes,
          expect,
        },
      },
      {
        plugins: asBundled,
        test: {
          server,
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          pool: 'forks',
          maxWorkers,
          testTimeout: 15 * minutes,
          hookTimeout: 5 * minutes,
          expect,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          pool: 'forks',
          maxWorkers,
          testTimeout: 10 * minutes,
          hookTimeout: 5 * minutes,
          expect,
        },
      },
    ],
  },
});
