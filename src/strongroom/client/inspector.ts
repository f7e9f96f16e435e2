/**
 * Node opens its inspector to whoever sends SIGUSR1, and with it every secret of the process to whoever reaches the port, other users
 * included. Its own handler is gone once somebody listens for the signal; that holds for every thread of the process.
 * Windows has no such signal: see docs/known-issues.md.
 */
export function keepInspectorShut(started: readonly string[] = process.execArgv): void {
  process.on('SIGUSR1', () => undefined);
  shutInspector(started);
}

/**
 * Shuts what was opened before our first line, by the signal or by NODE_OPTIONS. A debugger that is connected is asked to go,
 * and one that does not go keeps this process standing still before anything is opened. Asked for on this
 * process's own command line (`started`) it stays: that is somebody who works on Keyrack, and doctor says so.
 * Not in Node's documentation; `node:inspector` would take 2 to 7 ms to load (measured), a tenth of a whole command.
 */
export function shutInspector(started: readonly string[] = process.execArgv): void {
  if (started.some((flag) => flag.startsWith('--inspect'))) return;
  (process as { _debugEnd?: () => void })._debugEnd?.();
}
