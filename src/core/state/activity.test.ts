import { appendFile, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../../tests/support/home.js';
import { homeFilesIn } from '../../platform/home-files.js';
import type { HomeFiles, SystemClock } from '../ports/index.js';
import { createActivityLog, rotateAtBytes } from './activity.js';
import { createTroubles } from './troubles.js';

async function logIn(folder?: string) {
  const home = folder ?? (await temporaryFolder(onTestFinished));
  let now = Date.parse('2026-03-01T12:00:00Z');
  const clock: SystemClock = { now: () => now, monotonic: () => now, uptime: () => now, wait: async () => undefined };
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

  test('what an asker did that this version does not know is shown as it came, and with nothing that cannot be seen', async () => {
    const { log, file } = await logIn();
    const line = { at: '2026-02-01T00:00:00Z', keyId: 'old', what: 'token', outcome: 'ok' };
    await writeFile(
      file,
      [
        { ...line, from: 'agent' },
        { from: 'relay', ...line, what: 'pair', outcome: 'put-off', peer: 'x' },
        { ...line, from: `\u001b[2J\u202e${'x'.repeat(5_000)}` },
        { ...line, from: 7 },
      ]
        .map((one) => JSON.stringify(one))
        .join('\n'),
    );
    const lines = await log.read({});
    expect(lines.map(({ what, outcome, from }) => `${what} ${outcome} ${from.slice(0, 20)}`)).toEqual([
      'token ok \\u{1b}[2J\\u{202e}xxx',
      'pair put-off relay',
      'token ok agent',
    ]);
    expect(lines[0]?.from.length).toBeLessThan(200);
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

describe('a log that cannot be used', () => {
  const still: SystemClock = { now: () => 0, monotonic: () => 0, uptime: () => 0, wait: async () => undefined };
  async function logWith(change: Partial<HomeFiles>, text: string | null = null) {
    const folder = await temporaryFolder(onTestFinished);
    if (text !== null) await writeFile(join(folder, 'activity.jsonl'), text);
    const troubles = createTroubles();
    const log = createActivityLog({ ...homeFilesIn(folder), ...change }, still, 'cli', troubles);
    return { log, codes: () => troubles.all.map(({ code }) => code) };
  }
  const failing = (code: string) => async (): Promise<never> => {
    throw Object.assign(new Error(code), { code });
  };

  test('M-19 is another user’s: what is read from it is nothing, and that is said, once', async () => {
    const { log, codes } = await logWith({ read: failing('EACCES') });
    expect([await log.read({}), await log.read({}), codes()]).toEqual([[], [], ['W_ACTIVITY_UNREAD']]);
  });

  test('M-19 refuses what is to be noted: said where the file refuses, not where the disk is full or only for reading', async () => {
    for (const [code, said] of [
      ['EACCES', ['W_ACTIVITY_UNREAD']],
      ['EISDIR', ['W_ACTIVITY_UNREAD']],
      ['EROFS', []],
      ['ENOSPC', []],
      ['ENOENT', []],
    ] as const) {
      const { log, codes } = await logWith({ append: failing(code) });
      log.note('token', ['a'], 'ok');
      await log.settled();
      expect([code, codes()]).toEqual([code, said]);
    }
  });

  test('M-19 holds nothing of ours: that is said; a line cut off by a kill is not worth a word', async () => {
    const whole = '{"at":"2026-03-01T12:00:00.000Z","keyId":"a","what":"token","outcome":"ok","from":"cli"}\n';
    const damaged = await logWith({}, '\u0000\u0000\u0000');
    expect([await damaged.log.read({}), damaged.codes()]).toEqual([[], ['W_ACTIVITY_DAMAGED']]);
    const cut = await logWith({}, `${whole}${whole.slice(0, 30)}`);
    expect([(await cut.log.read({})).length, cut.codes()]).toEqual([1, []]);
  });
});
