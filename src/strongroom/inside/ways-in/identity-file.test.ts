import { execFileSync } from 'node:child_process';
import type { Stats } from 'node:fs';
import * as fs from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { temporaryFolder, testPorts } from '../../../../tests/support/home.js';
import type { Disk } from '../ports.js';
import { exposureOf, readIdentityFile } from './identity-file.js';

const { clock } = testPorts('/nowhere');

describe('M-8 the file of a recovery key', () => {
  test.for([
    [0o600, 1_000, null],
    [0o400, 1_000, null],
    [0o600, 0, null],
    [0o640, 1_000, 'Other users can read or change'],
    [0o604, 1_000, 'Other users can read or change'],
    [0o602, 1_000, 'Other users can read or change'],
    [0o444, 0, 'Other users can read or change'],
    [0o600, 1_001, 'Another user owns'],
  ] as const)('M-8 %o of user %i, for user 1000: %s', ([mode, uid, says]) => {
    const warnings = exposureOf({ mode: 0o100_000 | mode, uid }, 'FILE', 1_000);
    if (says === null) expect(warnings).toEqual([]);
    else expect(warnings).toEqual([{ code: 'W_IDENTITY_EXPOSED', message: expect.stringContaining(says) }]);
  });

  test('M-8 who owns it is asked of the file that was opened, not of its name', async () => {
    const path = join(await temporaryFolder(onTestFinished), 'key.txt');
    await fs.writeFile(path, `AGE-SECRET-KEY-1${'Q'.repeat(58)}\n`, { mode: 0o600 });
    const disk: Disk = {
      ...fs,
      stat: (() => Promise.reject(new Error('asked by name'))) as Disk['stat'],
      open: async (...given) => {
        const handle = await fs.open(...given);
        const { stat } = handle;
        handle.stat = (async () => Object.assign(await stat.call(handle), { uid: 54_321 }) as Stats) as typeof handle.stat;
        return handle;
      },
    };
    const { identity, warnings } = await readIdentityFile({ disk, clock }, path);
    expect([identity.length, warnings]).toEqual([74, [{ code: 'W_IDENTITY_EXPOSED', message: expect.stringContaining('Another user') }]]);
  });

  test('M-8, M-20 a device without an end is not read, nor a pipe that somebody keeps open', async () => {
    const pipe = join(await temporaryFolder(onTestFinished), 'pipe');
    execFileSync('mkfifo', [pipe]);
    const writer = await fs.open(pipe, fs.constants.O_RDWR);
    onTestFinished(() => writer.close());
    for (const path of ['/dev/zero', pipe])
      await expect(readIdentityFile({ disk: fs, clock }, path)).rejects.toMatchObject({
        code: 'E_IDENTITY_WRONG',
        message: expect.stringContaining('is a folder, a device, a pipe'),
      });
  });

  test('M-8, M-20 a disk that never answers is given up after its patience, by the clock that is scripted here', async () => {
    const never: Disk = { ...fs, open: () => new Promise(() => undefined) };
    let passed = 0;
    const quick = {
      ...clock,
      monotonic: () => passed,
      wait: async (ms: number) => {
        passed += ms;
      },
    };
    await expect(readIdentityFile({ disk: never, clock: quick }, '/share/key.txt')).rejects.toMatchObject({
      code: 'E_IDENTITY_WRONG',
      message: expect.stringMatching(/^KEYRACK_IDENTITY_FILE \(\/share\/key\.txt\) did not come/),
    });
  });
});
