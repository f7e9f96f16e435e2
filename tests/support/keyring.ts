import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

/** A session bus with an unlocked gnome-keyring on it, in a folder of its own; both go when `end` is called. */
export async function startKeyring(folder: string): Promise<{ readonly env: Record<string, string>; end(): Promise<void> }> {
  for (const name of ['data', 'run']) await mkdir(join(folder, name), { mode: 0o700 });
  const places = { HOME: folder, XDG_DATA_HOME: join(folder, 'data'), XDG_RUNTIME_DIR: join(folder, 'run') };
  const script = [
    'printf keyring-password | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1',
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
  return {
    env: { ...places, DBUS_SESSION_BUS_ADDRESS: address },
    end: () =>
      new Promise((done) => {
        child.once('close', () => done());
        child.stdin.end();
      }),
  };
}
