import { execFile, spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** gnome-keyring on a session bus of its own, and what can happen to it. */
export interface Keyring {
  readonly env: Record<string, string>;
  /** As when the user locks it: its items can be seen, not read. */
  lock(): Promise<void>;
  /** Sends this to the daemon. */
  signal(which: 'SIGSTOP' | 'SIGCONT' | 'SIGKILL'): Promise<void>;
  /** Deletes a vault's item behind our back. */
  forget(vaultId: string): Promise<void>;
  end(): Promise<void>;
}

/** A session bus with an unlocked gnome-keyring on it, in a folder of its own; both go when `end` is called. */
export async function startKeyring(folder: string): Promise<Keyring> {
  for (const name of ['data', 'run']) await mkdir(join(folder, name), { mode: 0o700 });
  const places = { HOME: folder, XDG_DATA_HOME: join(folder, 'data'), XDG_RUNTIME_DIR: join(folder, 'run') };
  const script = [
    'printf keyring-password | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1',
    // It answers before it has its name, and whoever asks for the name meanwhile starts a second one, locked.
    'owned="dbus-send --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.NameHasOwner string:org.freedesktop.secrets"',
    'until $owned | grep -q "boolean true"; do sleep 0.02; done',
    'echo "$DBUS_SESSION_BUS_ADDRESS"',
    // Until our end of the pipe is closed.
    'cat >/dev/null',
  ].join('\n');
  const child = spawn('dbus-run-session', ['--', 'sh', '-c', script], {
    env: { PATH: process.env.PATH ?? '', ...places },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const address = await new Promise<string>((done, fail) => {
    let text = '';
    child.once('error', fail);
    child.once('close', () => fail(new Error('the session ended before it began')));
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      if (text.endsWith('\n')) done(text.trim());
    });
  });
  const env = { ...places, DBUS_SESSION_BUS_ADDRESS: address };
  const run = (command: string, ...args: readonly string[]) =>
    promisify(execFile)(command, args, { env: { PATH: process.env.PATH ?? '', ...env } });
  const ask = async (destination: string, path: string, method: string, argument: string) =>
    (await run('dbus-send', '--session', '--print-reply', `--dest=${destination}`, path, method, argument)).stdout;
  const whose = await ask('org.freedesktop.DBus', '/', 'org.freedesktop.DBus.GetConnectionUnixProcessID', 'string:org.freedesktop.secrets');
  const pid = Number(/uint32 (\d+)/.exec(whose)?.[1]);
  return {
    env,
    async lock() {
      const collection = 'array:objpath:/org/freedesktop/secrets/collection/login';
      await ask('org.freedesktop.secrets', '/org/freedesktop/secrets', 'org.freedesktop.Secret.Service.Lock', collection);
    },
    signal: async (which) => void process.kill(pid, which),
    async forget(vaultId) {
      const script = `require('keytar').deletePassword('Keyrack', 'vault:' + ${JSON.stringify(vaultId)}).then((gone) => process.exit(gone ? 0 : 1))`;
      await promisify(execFile)(process.execPath, ['-e', script], { env: { PATH: process.env.PATH ?? '', ...env } });
    },
    end: () =>
      new Promise((done) => {
        child.once('close', () => done());
        // A daemon that stands still would not end with its session.
        try {
          process.kill(pid, 'SIGCONT');
        } catch {
          // killed by its test
        }
        child.stdin.end();
      }),
  };
}
