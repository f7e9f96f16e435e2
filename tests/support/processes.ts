import { closeSync, openSync, readdirSync, readFileSync, readlinkSync, readSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

// What Linux tells of a process under /proc. A process that has ended meanwhile has nothing any more: no failure.

const textOf = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};
const namesIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};
const linkOf = (path: string): string => {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
};

/** Looks again until it is so. Without a deadline of its own: a test's is generous. */
export async function until<T>(look: () => T | null | undefined | false): Promise<T> {
  for (;;) {
    const seen = look();
    if (seen !== null && seen !== undefined && seen !== false) return seen;
    await wait(10);
  }
}

/** Every process that this one started, and those that they did. */
export function descendantsOf(pid: number): readonly number[] {
  const parents = namesIn('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), parent: Number(/^PPid:\s+(\d+)/m.exec(textOf(`/proc/${name}/status`))?.[1] ?? -1) }));
  const below = (of: number): number[] => parents.filter(({ parent }) => parent === of).flatMap((one) => [one.pid, ...below(one.pid)]);
  return below(pid);
}

export const environmentOf = (pid: number): string => textOf(`/proc/${pid}/environ`);
export const commandOf = (pid: number): readonly string[] => textOf(`/proc/${pid}/cmdline`).split('\0').slice(0, -1);

/** Sockets of the process that wait for somebody to connect, by their local address in hexadecimal. */
export function listeningOf(pid: number): readonly string[] {
  const own = new Set(namesIn(`/proc/${pid}/fd`).map((fd) => /^socket:\[(\d+)\]$/.exec(linkOf(`/proc/${pid}/fd/${fd}`))?.[1]));
  return ['tcp', 'tcp6'].flatMap((kind) =>
    textOf(`/proc/${pid}/net/${kind}`)
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter(([, , , state, , , , , , inode]) => state === '0A' && own.has(inode))
      .map(([, local = '']) => local),
  );
}

const readCalls = ['0', '63'];
/** Does one of its threads stand in read() on this descriptor? (read is 0 on x86-64, 63 on arm64.) */
export const readsFrom = (pid: number, fd: number): boolean =>
  namesIn(`/proc/${pid}/task`).some((task) => {
    const [call = '', first] = textOf(`/proc/${pid}/task/${task}/syscall`).split(' ');
    return readCalls.includes(call) && Number(first) === fd;
  });

/** Does its loop wait for this descriptor, among others? */
export const pollsFor = (pid: number, fd: number): boolean =>
  namesIn(`/proc/${pid}/fdinfo`).some((one) => new RegExp(`^tfd:\\s+${fd} `, 'm').test(textOf(`/proc/${pid}/fdinfo/${one}`)));

/** Sends a signal, and answers once its handler has run (it is pending no longer). */
export async function signalled(pid: number, signal: 'SIGUSR1' | 'SIGUSR2'): Promise<void> {
  const bit = 1n << BigInt((signal === 'SIGUSR1' ? 10 : 12) - 1);
  process.kill(pid, signal);
  await until(() => {
    const pending = /^ShdPnd:\s+([0-9a-f]+)/m.exec(textOf(`/proc/${pid}/status`))?.[1];
    return pending === undefined || (BigInt(`0x${pending}`) & bit) === 0n;
  });
}

const pageSize = 4_096;
/** Pages read in one go; an anonymous mapping of a browser may be gigabytes of nothing. */
const pagesAtOnce = 1_024;

/** What a process has in its writable memory, in pieces; pages that were never touched are left out. Needs root, or its own user. */
export function* memoryOf(pid: number): Generator<Buffer> {
  const maps = textOf(`/proc/${pid}/maps`)
    .split('\n')
    .map((line) => /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line));
  let [memory, pages] = [-1, -1];
  try {
    memory = openSync(`/proc/${pid}/mem`, 'r');
    pages = openSync(`/proc/${pid}/pagemap`, 'r');
    for (const map of maps) if (map) yield* touched(memory, pages, Number(`0x${map[1]}`), Number(`0x${map[2]}`));
  } finally {
    for (const fd of [memory, pages]) if (fd >= 0) closeSync(fd);
  }
}

/** Runs of pages that are in memory or swapped out, each as one piece. */
function* touched(memory: number, pages: number, from: number, to: number): Generator<Buffer> {
  const entries = Buffer.alloc(pagesAtOnce * 8);
  for (let at = from; at < to; at += pagesAtOnce * pageSize) {
    const count = Math.min(pagesAtOnce, (to - at) / pageSize);
    const told = readSync(pages, entries, 0, count * 8, (at / pageSize) * 8) / 8;
    const isThere = (page: number): boolean => page < told && (entries.readUInt8(page * 8 + 7) & 0xc0) !== 0;
    for (let page = 0; page < told; page += 1) {
      if (!isThere(page)) continue;
      let end = page;
      while (isThere(end)) end += 1;
      const piece = Buffer.alloc((end - page) * pageSize);
      try {
        yield piece.subarray(0, readSync(memory, piece, 0, piece.length, at + page * pageSize));
      } catch {
        // given back meanwhile
      }
      page = end;
    }
  }
}
