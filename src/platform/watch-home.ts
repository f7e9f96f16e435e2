import { type FSWatcher, watch } from 'node:fs';

const ours = /^(vault\.age|keyrack\.json|state\.json)$/;
/** Milliseconds: a save is several renames, which are one change. */
const quietMs = 60;

/**
 * Tells when another process (or this one) has changed the home. A hint, never the truth: network folders report nothing,
 * so whoever listens reads again on other occasions too. Answers null where the folder cannot be watched.
 */
export function watchHome(home: string, changed: () => void): { close(): void } | null {
  let timer: NodeJS.Timeout | null = null;
  let watcher: FSWatcher;
  try {
    watcher = watch(home, { persistent: false }, (_kind, name) => {
      if (name !== null && !ours.test(name)) return;
      timer ??= setTimeout(() => {
        timer = null;
        changed();
      }, quietMs);
    });
  } catch {
    return null;
  }
  // A watcher that breaks (the folder was removed) is a watcher less, not an end of the app.
  watcher.on('error', () => watcher.close());
  return {
    close() {
      if (timer) clearTimeout(timer);
      watcher.close();
    },
  };
}
