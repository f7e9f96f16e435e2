import { contract, eventSchemas } from './contract.js';

/**
 * The contract's channels by name. The preload has nothing but what this file exports, worked out when it is built
 * (electron.vite.config.ts): neither schemas nor zod.
 */
export const channels: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries(contract).map(([group, calls]) => [group, Object.keys(calls)]),
);

/** From the preload alone: where a file lies that was given to the window. No function of the page's sends on it. */
export const fileGiven = 'file.given';

/** What main tells the page unasked. */
export const events: readonly string[] = Object.keys(eventSchemas);
