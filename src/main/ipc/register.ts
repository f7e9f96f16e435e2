import type { IpcMain } from 'electron';
import { asKeyrackError, type ErrorBody, KeyrackError } from '../../shared/errors/index.js';
import { fileGiven } from '../../shared/ipc/channels.js';
import { type Call, contract, type Handlers, type Reply } from '../../shared/ipc/contract.js';
import type { Gate } from './gate.js';
import type { NamedPaths } from './named-paths.js';

type Handler = (input: unknown) => Promise<unknown>;

/** Told of each call that was let in: before its handler, and after it succeeded, before the page has the answer. */
export interface Heard {
  asked(channel: string): void;
  answered(channel: string, call: Call): Promise<void>;
}

const longestPath = 4_096;

/** The preload tells where a file lies before the page can name it: both come over one line, in order. */
export function hearOfFiles(ipcMain: Pick<IpcMain, 'on'>, gate: Gate, paths: NamedPaths): void {
  ipcMain.on(fileGiven, (event, path: unknown) => {
    if (gate.trusted(event) && typeof path === 'string' && path.length <= longestPath) paths.handOut([path]);
  });
}

/** The one `ipcMain.handle`: sender, input, rate, handler, output, in that order. Registered from the table, so no channel is without these. */
export function registerIpc(ipcMain: Pick<IpcMain, 'handle'>, handlers: Handlers, gate: Gate, heard: Heard): void {
  for (const [group, calls] of Object.entries(contract)) {
    for (const [name, call] of Object.entries<Call>(calls)) {
      const channel = `${group}.${name}`;
      // Handlers was checked against the table by name; an index signature is all a loop can see of it.
      const handle = (handlers as unknown as Record<string, Record<string, Handler>>)[group]?.[name];
      if (!handle) throw new Error(`no handler for ${channel}`);
      ipcMain.handle(channel, async (event, raw: unknown): Promise<Reply<unknown>> => {
        if (!gate.trusted(event)) return refuse(new KeyrackError('E_USAGE'));
        const input = call.input.safeParse(raw ?? {});
        if (!input.success) return refuse(new KeyrackError('E_USAGE'));
        // After parsing, because some limits are counted for each key (H-38).
        if (!gate.allow(channel, call.perMinute, keyOf(channel, input.data))) return refuse(new KeyrackError('E_RATE'));
        heard.asked(channel);
        try {
          const value = call.output.parse(await handle(input.data));
          await heard.answered(channel, call);
          return { ok: true, value };
        } catch (error) {
          return refuse(asKeyrackError(error));
        }
      });
    }
  }
}

const keyOf = (channel: string, input: unknown): string | null =>
  channel.startsWith('token.') && typeof input === 'object' && input !== null && 'key' in input ? String(input.key) : null;

/** H-37: code, message, hint; no stack, no path beyond a base name, no library's text. */
const refuse = (error: KeyrackError): { readonly ok: false; readonly error: ErrorBody } => ({ ok: false, error: error.body });
