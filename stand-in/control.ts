import { app } from './app.js';

// The driver's way in. Only a parent that forked the app with this variable has it; when the parent goes, so does the app.
interface Asked {
  readonly id: number;
  readonly fn: string;
  readonly arg: unknown;
}

/** Evaluates functions of the driver's with `{ electron, win, page, cdp, standIn }`; answers by id. */
export function listenToDriver(scope: () => Promise<object>): void {
  if (process.env.KEYRACK_STAND_IN_CONTROL !== '1' || !process.send) return;
  process.on('disconnect', () => app.exit(1));
  process.on('message', async ({ id, fn, arg }: Asked) => {
    let answer: object;
    try {
      // Function, not eval: the text sees its argument and globals, nothing of this module. `__name` is what tsx wraps functions in.
      const work = new Function('__name', `return (${fn})`)((named: unknown) => named) as (scope: object, arg: unknown) => unknown;
      answer = { id, ok: true, value: await work(await scope(), arg) };
    } catch (error) {
      answer = { id, ok: false, value: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    }
    process.send?.(answer);
  });
}
