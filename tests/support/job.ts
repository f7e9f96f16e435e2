import { spawn } from 'node:child_process';
import { onTestFinished } from 'vitest';

// Two processes: this one holds the terminal's other end; below it a shell of one job, which sees what a shell sees of a job that ends,
// stops, and goes on, and looks at the terminal's settings each time. It waits for a prompt, and for the settings of a prompt (no echo,
// or no lines), before it does the next thing: nothing goes by the clock.
const driver = `
import json, os, pty, select, signal, sys, termios
command, steps = json.loads(sys.argv[1])
master, slave = pty.openpty()
mine = termios.tcgetattr(slave)
mine[3] &= ~termios.ECHOE
mine[6][termios.VERASE] = b"\\x08"
termios.tcsetattr(slave, termios.TCSANOW, mine)
settings = lambda: repr(termios.tcgetattr(slave))
before = settings()
told, tell = os.pipe()
shell = os.fork()
if shell == 0:
    os.close(told)
    os.close(master)
    os.setsid()
    import fcntl
    fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
    signal.signal(signal.SIGTTOU, signal.SIG_IGN)
    job = os.fork()
    if job == 0:
        os.setpgid(0, 0)
        os.tcsetpgrp(slave, os.getpid())
        signal.signal(signal.SIGTTOU, signal.SIG_DFL)
        for fd in (0, 1, 2): os.dup2(slave, fd)
        os.close(tell)
        os.execvp(command[0], command)
    say = lambda it: os.write(tell, (json.dumps(it) + '\\n').encode())
    say({'job': job})
    while True:
        status = os.waitpid(job, os.WUNTRACED)[1]
        same = settings() == before
        os.tcsetpgrp(slave, os.getpid())
        if os.WIFSTOPPED(status):
            say({'stopped': os.WSTOPSIG(status), 'same': same})
            # One that has not given the terminal back would not ask again either.
            if not same: os.killpg(job, signal.SIGKILL)
            os.tcsetpgrp(slave, job)
            os.killpg(job, signal.SIGCONT)
            continue
        say({'signal': os.WTERMSIG(status), 'code': None, 'same': same} if os.WIFSIGNALED(status) else {'signal': None, 'code': os.WEXITSTATUS(status), 'same': same})
        os._exit(0)
os.close(tell)
heard, seen, text, at, job = b'', b'', b'', 0, None
lines = []
def asking():
    return not termios.tcgetattr(slave)[3] & termios.ICANON
while True:
    ready = select.select([master, told], [], [], 0.02)[0]
    if master in ready:
        piece = os.read(master, 4096)
        seen += piece
        text += piece
    if told in ready:
        piece = os.read(told, 4096)
        if not piece: break
        heard += piece
        while b'\\n' in heard:
            line, heard = heard.split(b'\\n', 1)
            line = json.loads(line)
            if 'job' in line: job = line['job']
            else: lines.append(line)
    if job is not None and at < len(steps) and steps[at][0].encode() in seen and asking():
        seen = seen.split(steps[at][0].encode(), 1)[1]
        what = steps[at][1]
        at += 1
        if what.startswith('SIG'): os.kill(job, getattr(signal, what))
        else: os.write(master, what.encode())
os.waitpid(shell, 0)
sys.stdout.write(json.dumps({'stops': [one for one in lines if 'stopped' in one], 'end': lines[-1], 'text': text.decode(errors='replace')}))
`;

export interface JobSeen {
  /** Each time it stopped: by which signal, and whether the terminal was as it had been before the command. */
  readonly stops: readonly { readonly stopped: number; readonly same: boolean }[];
  readonly end: { readonly signal: number | null; readonly code: number | null; readonly same: boolean };
  readonly text: string;
}

/** A command as a shell's job on a terminal with settings of its own: at each prompt it is sent a signal (`SIG…`), or something is typed. */
export function asJob(
  command: readonly string[],
  steps: readonly (readonly [prompt: string, what: string])[],
  env: Readonly<Record<string, string>>,
): Promise<JobSeen> {
  const child = spawn('python3', ['-c', driver, JSON.stringify([command, steps])], {
    env: { PATH: process.env.PATH ?? '', TERM: 'dumb', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  // With it goes the terminal, and with that the job.
  onTestFinished(() => void child.kill());
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    said += chunk;
  });
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', (code) =>
      code === 0 ? done(JSON.parse(said) as JobSeen) : fail(new Error(`the shell of the test ended with ${code}`)),
    );
  });
}
