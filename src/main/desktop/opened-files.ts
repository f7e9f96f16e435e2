import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Paths of `.p8` files that the system was asked to open with Keyrack. Kept until the page takes them: nothing of them is read before. */
export interface OpenedFiles {
  /** Paths and addresses (`file:`) that are no `.p8` are passed over. `folder`: what a relative one is relative to. */
  add(given: readonly string[], folder: string): void;
  /** All that wait, once. */
  take(): string[];
  /** Called whenever there is something to take. */
  heard(listen: () => void): void;
}

/** As many as one look takes in. */
const most = 1_000;

export function createOpenedFiles(): OpenedFiles {
  let waiting: string[] = [];
  let tell = () => {};
  return {
    add(given, folder) {
      const paths = given.flatMap((one) => pathOf(one, folder));
      if (paths.length === 0) return;
      waiting = [...new Set([...waiting, ...paths])].slice(0, most);
      tell();
    },
    take() {
      const all = waiting;
      waiting = [];
      return all;
    },
    heard(listen) {
      tell = listen;
    },
  };
}

/**
 * What may be a file of a process's arguments. Chromium moves switches to the front and adds some of its own, and while developing the
 * main module stands there too: which of them are files is told by their kind alone.
 */
export const argumentsOf = (argv: readonly string[]): readonly string[] => argv.slice(1).filter((one) => !one.startsWith('-'));

function pathOf(given: string, folder: string): string[] {
  if (!/\.p8$/i.test(given)) return [];
  // A drive of Windows' is one letter.
  if (!/^[a-z][a-z0-9+.-]+:/i.test(given)) return [resolve(folder, given)];
  try {
    return [fileURLToPath(given)];
  } catch {
    // Another scheme, or another machine's file.
    return [];
  }
}
