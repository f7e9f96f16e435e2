import { EventEmitter } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { IpcMain } from 'electron';
import { onTestFinished } from 'vitest';
import { createKeyrack } from '../../src/core/keyrack.js';
import type { Desktop, Tell } from '../../src/main/desktop/desktop.js';
import { createOpenedFiles } from '../../src/main/desktop/opened-files.js';
import type { Gate } from '../../src/main/ipc/gate.js';
import { serve } from '../../src/main/serve.js';
import { openSettings } from '../../src/main/settings.js';
import { systemClock } from '../../src/platform/clock.js';
import { folders } from '../../src/platform/folders.js';
import { homeFilesIn } from '../../src/platform/home-files.js';
import { systemHttp } from '../../src/platform/http.js';
import { merge } from '../../src/renderer/lib/vault/merge.js';
import { fileGiven } from '../../src/shared/ipc/channels.js';
import type { EventData, FoundPreview, ImportedFile, Reply, RowSaid, VaultChange, VaultData } from '../../src/shared/ipc/contract.js';
import { issuerId, makeHome } from './home.js';
import { makeKey } from './keys.js';

export type Invoke = (channel: string, input?: unknown) => Promise<Reply<unknown>>;
export const open: Gate = { trusted: () => true, allow: () => true };

/** The whole conversation over a real vault; what stands in for the desktop answers "cancelled" and does nothing. */
export async function conversation(
  gate: Gate = open,
  confirms = false,
  place: string | null = null,
  desk: { folder?: string; userHome?: string; clipboard?: string; apiUrl?: string; hear?: (data: EventData<'progress'>) => void } = {},
) {
  const { home, room, passphrase, recoveryKey } = await makeHome(onTestFinished);
  await room.lock();
  const questions: string[] = [];
  let copied = '';
  const trashed: string[] = [];
  const write = async (text: string) => {
    copied = text;
  };
  const keyrack = createKeyrack({
    strongroom: room,
    clock: systemClock,
    http: async () =>
      desk.apiUrl ? systemHttp({}) : { fetch: () => Promise.reject(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })) },
    clipboard: async () => ({ write, read: async () => '' }),
    homeFiles: homeFilesIn(home),
    folders,
    machine: async () => ({
      platform: 'linux',
      homedir: '/nonexistent',
      env: {},
      execArgv: [],
      list: async () => 'missing',
      realPath: async (path) => path,
      coreDumps: async () => null,
    }),
    cwd: home,
    defaultSelector: null,
    apiUrl: desk.apiUrl ?? null,
    interactive: false,
    packaged: false,
    unlocks: 'when-told',
    ...(desk.userHome ? { elsewhere: { homedir: desk.userHome, env: {} } } : {}),
    from: 'window',
  });
  // What the page knows of the vault, as it puts it together from what it is told.
  let page: VaultData | null = null;
  const tell = ((event: string, data: VaultChange) => {
    if (event === 'vault.changed') page = merge(page, data);
    if (event === 'progress') desk.hear?.(data as unknown as EventData<'progress'>);
  }) as Tell;
  const settings = await openSettings(keyrack, () => undefined);
  const facts = { home, version: '0.0.0', platform: process.platform, packaged: false };
  const confirm: Desktop['ask']['confirm'] = async ({ message, detail }) => {
    questions.push(`${message}\n${detail}`);
    return confirms;
  };
  const desktop: Desktop = {
    readClipboard: async () => desk.clipboard ?? '',
    clearClipboard: () => {
      desk.clipboard = '';
    },
    openExternal: async () => undefined,
    showHome: async () => undefined,
    ask: {
      keyFiles: async () => null,
      backupFile: async () => place,
      folder: async () => desk.folder ?? null,
      placeFor: async () => place,
      confirm,
    },
    moveToTrash: async (path) => void trashed.push(path),
    installCommandLine: async () => ({ is: 'there', path: '/usr/bin/keyrack', onPath: true, before: null }),
  };
  const listeners = new Map<string, (event: unknown, input: unknown) => unknown>();
  const preload = new EventEmitter();
  const ipcMain = {
    handle: (channel: string, listener: never) => void listeners.set(channel, listener),
    on: preload.on.bind(preload),
  } as unknown as Pick<IpcMain, 'handle' | 'on'>;
  const opened = createOpenedFiles();
  const clipboard = { copy: async () => ({ clearedAt: null }), clear: async () => false, check: async () => undefined };
  serve({ facts, keyrack, settings, clipboard, clearedAt: () => null, tell, ipcMain, gate, desktop, opened });
  /** A file or folder that was given to the window: the preload says where it lies. */
  const give = (path: string) => void preload.emit(fileGiven, {}, path);
  const invoke: Invoke = async (channel, input) => (await listeners.get(channel)?.({}, input)) as Reply<unknown>;
  const seen = async (): Promise<VaultData> => {
    await invoke('vault.view');
    if (page === null) throw new Error('The page was told nothing.');
    return page;
  };
  onTestFinished(() => keyrack.settled());
  return { invoke, give, opened, seen, listeners, home, passphrase, recoveryKey, questions, trashed, copied: () => copied };
}

/** As the sheet does it for a few files: looked at, what is said of all of them, stored in one organization. The reply of whichever refuses. */
export async function storeFiles(
  invoke: Invoke,
  paths: readonly string[],
  said: Omit<RowSaid, 'row'> = {},
  organization: object = { name: 'Acme', program: 'app-store' },
): Promise<Reply<{ rows: readonly ImportedFile[]; organizationId: string | null }>> {
  const looked = await invoke('keys.preview', { paths });
  if (!looked.ok) return looked;
  const { preview, rows } = looked.value as FoundPreview;
  const picked = rows.map(({ row }) => row);
  const all = { preview, picked, organization, issuerId, said: picked.map((row) => ({ row, ...said })) };
  return (await invoke('keys.import', all)) as Awaited<ReturnType<typeof storeFiles>>;
}

/** An open vault with one key in it; `value` is an answer that must be one. */
export async function withKey(confirms: boolean, desk: Parameters<typeof conversation>[3] = {}) {
  const talk = await conversation(open, confirms, null, desk);
  const value = async <T>(channel: string, input: unknown): Promise<T> => {
    const reply = await talk.invoke(channel, input);
    if (!reply.ok) throw new Error(`${channel}: ${reply.error.code}`);
    return reply.value as T;
  };
  await value('vault.unlock', { passphrase: talk.passphrase });
  /** Into Acme. */
  const importKey = async (keyId: string, name: string) => {
    const key = makeKey();
    const path = join(talk.home, '..', `AuthKey_${keyId}.p8`);
    await writeFile(path, key.applePem);
    talk.give(path);
    const reply = await storeFiles(talk.invoke, [path], { name });
    if (!reply.ok) throw new Error(`keys.import: ${reply.error.code}`);
    return { ...key, id: reply.value.rows[0]?.id ?? '' };
  };
  const { id, publicKey } = await importKey('2X9R4HXF34', 'CI');
  const files = () => Promise.all(['vault.age', 'identity.age', 'keyrack.json'].map((name) => readFile(join(talk.home, name), 'hex')));
  return { ...talk, value, id, publicKey, importAnother: (keyId: string) => importKey(keyId, keyId), files };
}
