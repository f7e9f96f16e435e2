import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { run, type World } from '../../src/cli/program.js';
import type { Ports, Secrets } from '../../src/strongroom/inside/ports.js';
import { createStrongroom } from '../../src/strongroom/inside/strongroom.js';
import { issuerId, makeHome, temporaryFolder, testPorts } from './home.js';
import { makeKey } from './keys.js';

export interface Setting {
  readonly tty?: boolean;
  /** What a person types, in turn; with it stdin is a terminal. */
  readonly answer?: (question: string, shown: string) => string;
  readonly env?: World['env'];
  readonly cwd?: string;
  /** What the strongroom finds in its environment, instead of the passphrase alone. */
  readonly secrets?: Partial<Secrets>;
  /** Stdout is closed, or the null device. */
  readonly nowhere?: boolean;
  /** Other ports of the strongroom. */
  readonly ports?: Partial<Ports>;
}

/** The command line in this process: a real strongroom and home; streams and terminal are the test's. */
export function cliIn(home: string, passphrase: string) {
  return async (
    argv: readonly string[],
    { tty = false, answer, env = {}, cwd = '/', secrets = {}, nowhere = false, ports: change = {} }: Setting = {},
  ) => {
    const ports = testPorts(home, change);
    const written = { out: '', err: '' };
    const sink = (name: 'out' | 'err') => ({
      write(text: string, done?: () => void) {
        written[name] += text;
        done?.();
      },
    });
    const code = await run(argv, {
      home,
      version: '1.2.3',
      strongroom: createStrongroom({ ...ports, secrets: { ...ports.secrets, passphrase: () => passphrase, ...secrets } }),
      streams: { stdout: sink('out'), stderr: { ...sink('err'), isTTY: tty } },
      terminal: answer ? { ask: async (question) => answer(question, written.out) } : null,
      env,
      cwd,
      stopSignal: () => new AbortController().signal,
      stdoutGoesNowhere: () => nowhere,
    });
    return { code, ...written };
  };
}

/** A vault with keys of these Key IDs in Acme. */
export async function withKeys(...names: readonly string[]) {
  const { home, passphrase, recoveryKey } = await makeHome(onTestFinished);
  const folder = await temporaryFolder(onTestFinished);
  const paths = names.map((name) => join(folder, `AuthKey_${name}.p8`));
  for (const path of paths) await writeFile(path, makeKey().applePem, { mode: 0o600 });
  const cli = cliIn(home, passphrase);
  if (paths.length > 0) expect(await cli(['import', ...paths, '--org', 'Acme', '--issuer', issuerId])).toMatchObject({ code: 0, err: '' });
  return { cli, home, folder, recoveryKey };
}

/** A home without a vault. */
export async function freshHome() {
  const home = join(await temporaryFolder(onTestFinished), 'home');
  return { home, cli: cliIn(home, 'correct horse battery staple') };
}
