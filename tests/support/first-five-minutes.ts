import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect } from 'vitest';
import { startFakeApple } from '../../tools/fake-apple/server.js';
import { makeKey } from './keys.js';

/** The `keyrack …` lines of a section of the README, as they stand in its blocks. */
async function linesOf(section: string): Promise<readonly string[]> {
  const readme = await readFile(resolve(import.meta.dirname, '../../README.md'), 'utf8');
  const [, body = ''] = readme.split(`## ${section}\n`);
  const blocks = [...(body.split('\n## ')[0] ?? '').matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block]) => block ?? '');
  return blocks.flatMap((block) => block.split('\n')).filter((line) => line.startsWith('keyrack '));
}

/**
 * The README's first five minutes, word for word, in an empty home. `command` is what starts a shell that takes `-c LINE`, finds
 * `keyrack` in `path`, and knows `home` as `homeInside`.
 */
export async function firstFiveMinutes(
  later: (work: () => Promise<void>) => void,
  place: { home: string; homeInside?: string; path: string; command: readonly [string, ...string[]] },
): Promise<void> {
  const { home, homeInside = home, path } = place;
  const lines = await linesOf('The first five minutes on the command line');
  expect(lines.map((line) => line.split(' ')[1])).toEqual(['init', 'import', 'list', 'test', 'token', 'backup', 'doctor']);
  const [, keyId = '', issuerId = ''] = /AuthKey_(\w+)\.p8 .*--issuer (\S+)/.exec(lines.join('\n')) ?? [];
  const apple = await startFakeApple();
  later(() => apple.close());
  const key = makeKey();
  apple.register({ kind: 'team', keyId, issuerId, publicKey: key.publicKey, roles: ['ADMIN'] });
  await mkdir(join(home, 'Downloads'));
  await writeFile(join(home, 'Downloads', `AuthKey_${keyId}.p8`), key.applePem, { mode: 0o600 });
  const env = {
    HOME: homeInside,
    PATH: path,
    KEYRACK_PASSPHRASE: 'correct horse battery staple',
    KEYRACK_BACKUP_PASSPHRASE: 'another one altogether',
    KEYRACK_API_URL: apple.url,
  };
  const [program, ...before] = place.command;
  const run = (line: string) =>
    new Promise<{ code: unknown; out: string; err: string }>((done) => {
      execFile(program, [...before, '-c', `cd; ${line}`], { env }, (error, out, err) => done({ code: error?.code ?? 0, out, err }));
    });
  const [init = '', ...rest] = lines;
  // No keychain here: what it says instead is what the README says as well.
  const refused = await run(init);
  const [instead = ''] = /keyrack init --unlock passphrase/.exec(refused.err) ?? [];
  expect(refused, refused.err).toMatchObject({ code: 4 });
  expect((await run(instead)).out).toMatch(/^AGE-SECRET-KEY-1/);
  for (const line of rest) expect(await run(line), line).toMatchObject({ code: 0 });
  expect((await run('keyrack list --json')).out).toContain(keyId);
}
