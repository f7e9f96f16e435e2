import { spawn } from 'node:child_process';

// The reader's end never waits, as it is after anyone in the process has looked at stdin. Every piece but the first is written only
// once the one before it has been taken out of the pipe (FIONREAD), so that whoever reads has found the pipe empty and still open.
const driver = `
import array, fcntl, json, os, subprocess, sys, termios, time
command, pieces = json.loads(sys.argv[1])
reading, writing = os.pipe()
os.set_blocking(reading, False)
child = subprocess.Popen(command, stdin=reading)
def left():
    count = array.array('i', [0])
    fcntl.ioctl(writing, termios.FIONREAD, count)
    return count[0]
for piece in pieces:
    while left() > 0 and child.poll() is None:
        time.sleep(0.005)
    if child.poll() is None:
        os.write(writing, piece.encode())
os.close(writing)
sys.exit(child.wait())
`;

/** A command with a program before it that writes piece by piece, each only after the one before it was read. */
export function afterSlowPipe(
  command: readonly string[],
  pieces: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<{ readonly code: number | null; readonly out: string }> {
  const child = spawn('python3', ['-c', driver, JSON.stringify([command, pieces])], {
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', (code) => done({ code, out }));
  });
}
