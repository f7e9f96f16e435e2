import { spawn } from 'node:child_process';

// Waits for each prompt before it answers, as a person would; what the command writes comes back on our stdout.
const driver = `
import json, os, pty, sys
command, answers = json.loads(sys.argv[1])
pid, fd = pty.fork()
if pid == 0:
    os.execvp(command[0], command)
seen, at = b'', 0
while True:
    try:
        piece = os.read(fd, 4096)
    except OSError:
        break
    if not piece:
        break
    seen += piece
    sys.stdout.buffer.write(piece)
    while at < len(answers) and answers[at][0].encode() in seen:
        seen = seen.split(answers[at][0].encode(), 1)[1]
        answer = answers[at][1].encode()
        os.write(fd, answer if answer == b'\\x03' else answer + b'\\n')
        at += 1
status = os.waitpid(pid, 0)[1]
sys.exit(os.WEXITSTATUS(status) if os.WIFEXITED(status) else 128)
`;

/** The answer that is no line: Ctrl-C, which the terminal makes a SIGINT of. */
export const ctrlC = '\u0003';

/** A command on a terminal of its own, with somebody there who answers. */
export function onTerminal(
  command: readonly string[],
  answers: readonly (readonly [prompt: string, answer: string])[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly code: number | null; readonly text: string }> {
  const child = spawn('python3', ['-c', driver, JSON.stringify([command, answers])], {
    env: { PATH: process.env.PATH ?? '', TERM: 'dumb', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', (code) => done({ code, text }));
  });
}
