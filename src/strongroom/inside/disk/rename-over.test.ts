import * as fs from 'node:fs/promises';
import { expect, onTestFinished, test } from 'vitest';
import type { Disk } from '../ports.js';
import { renameOver } from './files.js';

test('M-18 a file that Windows holds open is given up after five seconds, though the clock is set back by a year meanwhile', async () => {
  const { platform } = process;
  onTestFinished(() => void Object.defineProperty(process, 'platform', { value: platform }));
  Object.defineProperty(process, 'platform', { value: 'win32' });
  const rename = async () => {
    throw Object.assign(new Error('held'), { code: 'EBUSY' });
  };
  let [passed, waits, wall] = [0, 0, Date.parse('2026-03-01T12:00:00Z')];
  const clock = {
    now: () => wall + passed,
    monotonic: () => passed,
    wait: async (ms: number) => {
      waits += 1;
      if (waits > 1_000) throw new Error('waits without an end');
      passed += ms;
      if (waits === 3) wall -= 365 * 86_400_000;
    },
  };
  await expect(renameOver({ ...fs, rename } as Disk, clock, 'from', 'to')).rejects.toMatchObject({ code: 'EBUSY' });
  expect(passed).toBe(5_000);
});
