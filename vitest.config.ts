import { defineConfig } from 'vitest/config';

// Unit tests stand beside the code; integration tests need a real keychain, age and openssl
// and run inside `dbus-run-session` (scripts/verify.sh). No deadline here is asserted: each is for what hangs, and is long enough for a
// machine whose cores are all busy with something else.
const minutes = 60_000;
const expect = { poll: { timeout: minutes } };
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['src/**/*.test.{ts,tsx}', 'tools/**/*.test.ts', 'tests/walls/**/*.test.ts'],
          pool: 'forks',
          maxWorkers: 2,
          testTimeout: 4 * minutes,
          expect,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          pool: 'forks',
          maxWorkers: 2,
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
          maxWorkers: 2,
          testTimeout: 10 * minutes,
          hookTimeout: 5 * minutes,
          expect,
        },
      },
    ],
  },
});
