import type { Command } from 'commander';
import type { Keyrack } from '../core/keyrack.js';
import type { Output } from './output.js';
import type { Terminal } from './prompts/terminal.js';

/** What a command's `run…` is given: the use cases, the writer, and a way to say "printed, but exit with this". */
export interface CommandContext {
  readonly keyrack: Keyrack;
  readonly out: Output;
  /** Null: nobody to ask. */
  readonly terminal: Terminal | null;
  /** Aborts on the first Ctrl-C of whoever listens: long work stops between two steps, and what is done stays. */
  stopSignal(): AbortSignal;
  /** Closed, or a device that nobody reads from. */
  stdoutGoesNowhere(): boolean;
  exitWith(code: number): void;
}

/**
 * A command: argv → request is one function, request → streams another, each tested apart. `build` makes the parser, which hands the
 * request to what it is given. In the program once it stands in `commands.ts`.
 */
export interface CommandModule<Request> {
  build(run: (request: Request) => Promise<void>): Command;
  run(context: CommandContext, request: Request): Promise<void>;
}

/** For options that may come more than once. */
export const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

/** Leaves out what was not given, so that `exactOptionalPropertyTypes` holds for requests. */
export const given = <N extends string, T>(name: N, value: T | undefined): { readonly [K in N]?: T } =>
  (value === undefined ? {} : { [name]: value }) as { readonly [K in N]?: T };
