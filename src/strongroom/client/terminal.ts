/**
 * Between the worker, which asks on the terminal, and the main thread, which alone hears signals. In turn: the worker has opened
 * the terminal (`taken`) and changes nothing before it hears `go on`; `left` when it is done. On a signal the main thread says
 * `give back`, and ends or stops the process once it hears `given back`; `take again` when that went on.
 */
export interface TerminalWord {
  readonly terminal: 'taken' | 'go on' | 'left' | 'give back' | 'given back' | 'take again';
}

export const isTerminalWord = (message: unknown): message is TerminalWord =>
  typeof message === 'object' && message !== null && 'terminal' in message;

/** Ctrl-\ and Ctrl-Z, where they reach us as characters: what the terminal itself would make of them, and for the whole job as it does. */
const keySignals: ReadonlyMap<string, NodeJS.Signals> = new Map([
  ['\u001c', 'SIGQUIT'],
  ['\u001a', 'SIGTSTP'],
]);
export function signalOfKey(character: string): boolean {
  const signal = process.platform === 'win32' ? undefined : keySignals.get(character);
  if (signal !== undefined) process.kill(0, signal);
  return signal !== undefined;
}
