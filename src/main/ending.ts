/** Milliseconds. The whole end, a killed one too, takes less than five seconds. */
const patienceMs = 3_000;

export interface EndPorts {
  exit(code: number): void;
  /** At once, whatever the process is doing. */
  kill(): void;
  set(work: () => void, ms: number): unknown;
}

/**
 * Ends the process once `finish` is done. A keychain call that hangs blocks a pool thread, and with it every ordinary end of the worker
 * and of the process (S-02, measured): Electron's own exit joins the worker and would stand still, this thread with it. So it is only
 * asked for when the worker has gone, and where that takes too long the process is killed.
 */
export function endAfter(finish: () => Promise<void>, code: number, { exit, kill, set }: EndPorts): void {
  set(kill, patienceMs);
  const go = () => exit(code);
  void finish().then(go, go);
}
