import { join } from 'node:path';
import {
  checking,
  codeOf,
  diskError,
  readWhole,
  removeQuietly,
  renameIfThere,
  renameOver,
  syncFolder,
  unverified,
  writeTemporary,
} from '../disk/files.js';
import { refuseLinks } from '../disk/links.js';
import { moveAside } from '../disk/move-aside.js';
import type { Disk, Ports } from '../ports.js';
import type { GivingWay } from './replaced-copies.js';

/** The points of a save at which a crash must lose nothing, in their order. The kill tests loop over them. */
export const saveSteps = [
  'save:start',
  'save:first-written',
  'save:first-verified',
  'save:second-written',
  'save:rotated-4',
  'save:rotated-3',
  'save:rotated-2',
  'save:rotated-1',
  'save:committed',
  'save:copied',
  'save:synced',
] as const;

export interface Writing {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Opens what was read back from disk; throws when it is not what was meant. */
  verify(readBack: Uint8Array): Promise<void>;
  /** Checked before every rename: the lock is still ours, the file is still the one that was loaded. */
  beforeRename?(): Promise<void>;
}

export interface Written {
  readonly copied: boolean;
  /** Tells the file that was read back, and then renamed, from any other; '' where the system would not say. */
  readonly mark: string;
}

/** A file by what no other shares: its number, its size, and when it was written. A rename changes none of them. */
export async function fileMark(disk: Disk, path: string): Promise<string> {
  try {
    const { ino, size, mtimeMs } = await disk.stat(path);
    return [ino, size, mtimeMs].join(' ');
  } catch {
    return '';
  }
}

/**
 * Whatever needs space precedes the renames; the rename onto `name` is the commit. Before it, any failure leaves
 * everything as it was and rejects; after it nothing is rolled back, and `copied: false` says that the second copy is missing.
 * Where `.1` does not rotate, the current file becomes `.2` by a link.
 */
export async function writeGenerations(ports: Ports, writing: Writing, { copy, oldest }: GivingWay): Promise<Written> {
  return writeTwice(ports, writing, async (target) => {
    const { disk } = ports;
    if (oldest !== 'replace') await moveAside(ports, `${writing.name}.5`, oldest);
    for (const n of [4, 3, 2]) {
      await renameIfThere(disk, ports.clock, `${target}.${n}`, `${target}.${n + 1}`);
      await ports.step(`save:rotated-${n}`);
    }
    if (copy === 'damaged' || copy === 'set-aside') await moveAside(ports, `${writing.name}.1`, copy);
    if (copy === 'rotate') await renameIfThere(disk, ports.clock, `${target}.1`, `${target}.2`);
    else await disk.link(target, `${target}.2`).catch(ignoring('ENOENT', 'EEXIST'));
    await ports.step('save:rotated-1');
  });
}

/** `keyrack.json` and `identity.age`: the same care, one copy, no generations. */
export async function writePair(ports: Ports, writing: Writing): Promise<Written> {
  return writeTwice(ports, writing, async () => undefined);
}

async function writeTwice(ports: Ports, writing: Writing, rotate: (target: string) => Promise<void>): Promise<Written> {
  const { disk, clock } = ports;
  const target = join(ports.home, writing.name);
  const temporary: string[] = [];
  try {
    await ports.step('save:start');
    await refuseLinks(ports, [writing.name, `${writing.name}.1`]);
    const first = await writeTemporary(disk, target, writing.bytes);
    temporary.push(first);
    await ports.step('save:first-written');
    const mark = await fileMark(disk, first);
    await verifyFile(ports, first, writing);
    await ports.step('save:first-verified');
    const second = await writeTemporary(disk, target, writing.bytes);
    temporary.push(second);
    await ports.step('save:second-written');
    await writing.beforeRename?.();
    await rotate(target);
    await writing.beforeRename?.();
    await renameOver(disk, clock, first, target);
    return { copied: await copyAfterCommit(ports, target, second), mark };
  } catch (error) {
    for (const path of temporary) await removeQuietly(disk, path);
    throw diskError(error);
  }
}

/** From here on the new state is the state: a failure is told, not rolled back. */
async function copyAfterCommit(ports: Ports, target: string, second: string): Promise<boolean> {
  const { disk, clock } = ports;
  try {
    await ports.step('save:committed');
    await renameOver(disk, clock, second, `${target}.1`);
    await ports.step('save:copied');
    await syncFolder(disk, ports.home);
    await ports.step('save:synced');
    return true;
  } catch {
    await removeQuietly(disk, second);
    return false;
  }
}

async function verifyFile({ disk }: Ports, path: string, { name, bytes, verify }: Writing): Promise<void> {
  const back = await readWhole(disk, path);
  if (back.is !== 'read' || !back.bytes.equals(bytes)) throw unverified(name);
  await checking(name, verify(back.bytes));
}

const ignoring =
  (...codes: readonly string[]) =>
  (error: unknown): void => {
    if (!codes.includes(codeOf(error))) throw error;
  };
