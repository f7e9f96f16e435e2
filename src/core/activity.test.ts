import { appendFile, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../tests/support/home.js';
import { homeFilesIn } from '../platform/home-files.js';
import { createActivityLog, rotateAtBytes } from './activity.js';
import type { Clock } from './ports/index.js';

async function logIn(folder?: string) {
  const home = folder ?? (await temporaryFolder(onTestFinished));
  let now = Date.parse('2026-03-01T12:00:00Z');
  const clock: Clock = { now: () => now, monotonic: () => now, uptime: () => now, wait: async () => undefined };
  const log = createActivityLog(homeFilesIn(home), clock, 'cli');
  const pass = (ms: number) => {
    now += ms;
  };
  return { log, file: join(home, 'activity.jsonl'), pass };
}

describe('the activity log', () => {
  test('holds what, which key, when and how it ended, and nothing else', async () => {
    const { log, file } = await logIn();
    log.note('token', ['id-1'], 'ok');
    await log.settled();
    expect(await readFile(file, 'utf8')).toBe(
      '{"at":"2026-03-01T12:00:00.000Z","keyId":"id-1","what":"token","outcome":"ok","from":"cli"}\n',
    );
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  test('reads newest first, of one key, since a time, at most so many', async () => {
    const { log, pass } = await logIn();
    for (const [what, key] of [
      ['import', 'a'],
      ['token', 'b'],
      ['token', 'a'],
      ['test', 'a'],
    ] as const) {
      log.note(what, [key], 'ok');
      pass(60_000);
    }
    expect((await log.read({})).map(({ what }) => what)).toEqual(['test', 'token', 'token', 'import']);
    expect((await log.read({ keyId: 'a' })).map(({ what }) => what)).toEqual(['test', 'token', 'import']);
    expect(await log.read({ keyId: 'a', limit: 1 })).toMatchObject([{ what: 'test' }]);
    expect(await log.read({ sinceMs: Date.parse('2026-03-01T12:02:00Z') })).toHaveLength(2);
  });

  test('R-124 a torn line costs that line: the one glued to it is read', async () => {
    const { log, file } = await logIn();
    await writeFile(
      file,
      'garbage\n{"at":"2026-02-01T00:00:00Z","keyId":"old","what":"token","outcome":"ok","from":"cli"}\n{"at":"2026-02-0',
    );
    log.note('test', ['new'], 'refused');
    await log.settled();
    await appendFile(file, '\n{"at":"never","keyId":"x","what":"token","outcome":"ok","from":"cli"}\n{"at":1}\n');
    expect((await log.read({})).map(({ keyId }) => keyId)).toEqual(['new', 'old']);
  });

  test('is put aside at 5 MB, once, and both halves are read', async () => {
    const { log, file } = await logIn();
    const line = '{"at":"2026-02-01T00:00:00Z","keyId":"old","what":"token","outcome":"ok","from":"cli"}\n';
    await writeFile(file, line.repeat(Math.ceil(rotateAtBytes / line.length)));
    log.note('token', ['new'], 'ok');
    log.note('token', ['newer'], 'ok');
    await log.settled();
    expect((await stat(file)).size).toBeLessThan(1_000);
    expect((await stat(`${file}.1`)).size).toBeGreaterThanOrEqual(rotateAtBytes);
    expect((await log.read({ limit: 3 })).map(({ keyId }) => keyId)).toEqual(['newer', 'new', 'old']);
  });

  test('R-124 a home that cannot be written to breaks nothing', async () => {
    const { log } = await logIn(join(await temporaryFolder(onTestFinished), 'not there'));
    log.note('token', ['a'], 'ok');
    await log.settled();
    expect(await log.read({})).toEqual([]);
  });
});
