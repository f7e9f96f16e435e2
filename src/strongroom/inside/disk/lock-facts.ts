import { join } from 'node:path';
import { KeyrackError } from '../../../shared/errors/index.js';
import type { BreakLockRequest, LockFacts } from '../../client/contract.js';
import type { Disk, Ports } from '../ports.js';
import { sha256Of } from '../vault/generations.js';
import { codeOf, diskError, removeQuietly } from './files.js';
import { holderIsGone, holderOf, readLock, readLockFile } from './lock.js';

const pathIn = (ports: Ports): string => join(ports.home, 'lock');

/** Who holds the lock, as far as this process can tell. Null: nobody. */
export async function lookAtLock(ports: Ports): Promise<LockFacts | null> {
  const { disk } = ports;
  const path = pathIn(ports);
  const mark = await markOf(disk, path);
  const found = await readLock(disk, path);
  if (mark === null || found.is === 'missing') return null;
  const since = await disk.stat(path).then(
    ({ mtimeMs }) => new Date(mtimeMs).toISOString(),
    () => null,
  );
  if (found.is === 'unclear') return { holder: 'unclear', pid: null, host: null, since, mark };
  const me = await holderOf(disk);
  const { pid, host, namespace } = found.by;
  const here = host === me.host && namespace === me.namespace;
  const holder = !here ? 'foreign' : (await holderIsGone(disk, me, found.by)) ? 'gone' : 'alive';
  return { holder, pid, host, since, mark };
}

/** The very lock that was looked at, whatever is in it. Null: none. */
async function markOf(disk: Disk, path: string): Promise<string | null> {
  const file = await readLockFile(disk, path);
  return file.is === 'missing' ? null : file.is === 'read' ? sha256Of(file.bytes) : 'unreadable';
}

/** Renamed to a name of its own and looked at again before it goes: a writer that came in between gets its lock back. */
export async function breakLock(ports: Ports, { mark, evenAlive }: BreakLockRequest): Promise<void> {
  const { disk } = ports;
  const path = pathIn(ports);
  const facts = await lookAtLock(ports);
  if (facts === null) return;
  if (facts.mark !== mark) throw changedHands();
  if (facts.holder === 'alive' && !evenAlive) throw new KeyrackError('E_BUSY', `Process ${facts.pid} holds the lock and is running.`);
  const aside = `${path}.${(await holderOf(disk)).nonce}.stale`;
  try {
    await disk.rename(path, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw diskError(error);
  }
  if ((await markOf(disk, aside)) === mark) return removeQuietly(disk, aside);
  await disk.link(aside, path).catch((error: unknown) => {
    if (codeOf(error) !== 'EEXIST') throw diskError(error);
  });
  await removeQuietly(disk, aside);
  throw changedHands();
}

const changedHands = (): KeyrackError => new KeyrackError('E_BUSY', 'Another process has taken the lock meanwhile; it was left alone.');
