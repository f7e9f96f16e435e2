import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { commandOf, descendantsOf, until } from '../../tests/support/processes.js';
import { commandClipboard } from './clipboard.js';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keyrack-clipboard-'));
  vi.stubEnv('PATH', folder);
});
afterEach(async () => {
  for (const pid of hanging()) process.kill(pid, 'SIGKILL');
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});
const tool = (name: string, script: string) => writeFile(join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
/** What runs in its place, and does not end when it is asked to. */
const forEver = `/bin/sleep ${1_000_000 + process.pid}`;
/** Wherever it belongs by now: what an ended process leaves behind goes to the first. */
const hanging = () => descendantsOf(1).filter((pid) => commandOf(pid).join(' ') === forEver);

describe.runIf(process.platform === 'linux')('a helper that does not end', () => {
  test.for([
    ['wl-copy', 'linux', 'write'],
    ['xclip', 'linux', 'write'],
    ['xsel', 'linux', 'write'],
    ['pbcopy', 'darwin', 'write'],
    ['clip.exe', 'win32', 'write'],
    ['wl-paste', 'linux', 'read'],
    ['pbpaste', 'darwin', 'read'],
    ['powershell.exe', 'win32', 'read'],
  ] as const)('M-20 %s, %s: it is stopped, and what happened is said with what to do', async ([name, platform, does]) => {
    await tool(name, `trap '' TERM HUP INT\nexec ${forEver}`);
    const clipboard = commandClipboard(platform, 200);
    const told = does === 'write' ? clipboard.write('a text') : clipboard.read();
    await expect(told).rejects.toMatchObject({
      code: 'E_CLIPBOARD',
      message: expect.stringContaining(`${name} did not end within 1 s and was stopped.`),
      hint: expect.stringContaining('leave --copy out'),
    });
    await until(() => hanging().length === 0);
  });

  test('M-20 what it started does not keep us waiting either', async () => {
    await tool('wl-copy', `${forEver} &\n${forEver}`);
    await expect(commandClipboard('linux', 200).write('a text')).rejects.toMatchObject({ code: 'E_CLIPBOARD' });
  });
});

test.runIf(process.platform === 'linux')(
  'one that leaves a child behind, which holds the selection and our streams, has done its work',
  async () => {
    await tool('wl-copy', `/bin/cat >'${folder}/copied'\n${forEver} &`);
    await commandClipboard('linux').write('a text');
    expect(await readFile(join(folder, 'copied'), 'utf8')).toBe('a text');
  },
);

test.runIf(process.platform === 'linux')('one that fails is passed by for the next, and the text is on no command line', async () => {
  await tool('wl-copy', 'exit 1');
  await tool('xclip', `printf '%s\\n' "$*" >'${folder}/said'; /bin/cat >>'${folder}/said'`);
  await commandClipboard('linux').write('a text');
  expect(await readFile(join(folder, 'said'), 'utf8')).toBe('-selection clipboard -in\na text');
});

test('where none is there, that is said', async () => {
  await expect(commandClipboard('linux').write('a text')).rejects.toMatchObject({ code: 'E_CLIPBOARD' });
});
