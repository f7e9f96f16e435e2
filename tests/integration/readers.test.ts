import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { makeHome } from '../support/home.js';
import { many } from '../support/long.js';

const child = resolve(import.meta.dirname, '../support/crash-child.ts');
const [reads, writes] = [many(2_000, 10_000), many(300, 1_000)];

test('R-44 thousands of reads during another process’s writes: none is torn, none says that anything is wrong, none goes back', async () => {
  const { home, passphrase, room } = await makeHome(onTestFinished);
  const writer = spawn(process.execPath, ['--import', 'tsx', child, 'many', home, '', passphrase, String(writes)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void writer.kill('SIGKILL'));
  let written = 0;
  writer.stdout.setEncoding('utf8').on('data', (text: string) => {
    written += text.split('\n').length - 1;
  });
  const ended = once(writer, 'close');
  const odd: string[] = [];
  let last = 0;
  let seen = 0;
  let changed = 0;
  // Read until both are through, so that there is no write that nobody read beside.
  const isWriting = () => writer.exitCode === null && writer.signalCode === null;
  for (; seen < reads || isWriting(); seen += 1) {
    const { revision, organizations, health } = await room.read();
    // Each write adds one organization and one revision: a torn document would not add up.
    if (organizations.length !== revision - 1) odd.push(`revision ${revision} with ${organizations.length} organizations`);
    if (health.readOnly || health.warnings.length > 0) odd.push(`revision ${revision}: ${JSON.stringify(health)}`);
    if (revision < last) odd.push(`revision ${revision} after ${last}`);
    if (revision > last) changed += 1;
    last = revision;
  }
  expect(await ended).toEqual([0, null]);
  expect(odd).toEqual([]);
  expect((await room.read()).revision).toBe(writes + 1);
  expect(written, 'a line a write, and the last').toBe(writes + 1);
  expect(changed, 'it was read while it was written').toBeGreaterThan(writes / 10);
});
