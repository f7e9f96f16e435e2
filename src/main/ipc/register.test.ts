import { EventEmitter } from 'node:events';
import { readFile } from 'node:fs/promises';
import type { IpcMain, IpcMainInvokeEvent } from 'electron';
import { beforeEach, describe, expect, test } from 'vitest';
import { fileGiven } from '../../shared/ipc/channels.js';
import { contract, type Handlers, type Reply } from '../../shared/ipc/contract.js';
import { createGate } from './gate.js';
import { createNamedPaths } from './named-paths.js';
import { hearOfFiles, registerIpc } from './register.js';

const mainFrame = { url: 'app://bundle/index.html' };
const page = { sender: { id: 1, mainFrame, isDestroyed: () => false }, senderFrame: mainFrame } as unknown as IpcMainInvokeEvent;
const id = '9b2f0a52-2f6e-4a3c-9d0e-0c5b8f4d1a77';

let now = 0;
let handled = 0;
let answer: () => Promise<unknown>;
let listeners: Map<string, (event: IpcMainInvokeEvent, input: unknown) => Promise<Reply<unknown>>>;
beforeEach(() => {
  now = 0;
  handled = 0;
  answer = async () => ({});
  listeners = new Map();
  // Every handler of the table, each answering what the test says.
  const one = () => {
    handled += 1;
    return answer();
  };
  const groups = Object.entries(contract).map(([group, calls]) => [
    group,
    Object.fromEntries(Object.keys(calls).map((call) => [call, one])),
  ]);
  const gate = createGate(
    (window) => window === 1,
    () => now,
  );
  registerIpc({ handle: (channel, listen) => void listeners.set(channel, listen as never) }, Object.fromEntries(groups) as Handlers, gate, {
    asked: () => undefined,
    answered: async () => undefined,
  });
});
const ask = async (channel: string, input: unknown, event = page): Promise<Reply<unknown>> => {
  const listen = listeners.get(channel);
  if (!listen) throw new Error(`no ${channel}`);
  return listen(event, input);
};

describe('H-30 one way in for all channels', () => {
  test('every channel of the contract is there, and refuses a stranger before its handler', async () => {
    expect([...listeners.keys()].sort()).toEqual(
      Object.entries(contract)
        .flatMap(([group, calls]) => Object.keys(calls).map((call) => `${group}.${call}`))
        .sort(),
    );
    for (const frame of [null, { url: mainFrame.url }, { url: 'app://bundle.evil/index.html' }, { url: 'https://bundle/index.html' }]) {
      for (const channel of listeners.keys()) {
        const stranger = { ...page, senderFrame: frame } as unknown as IpcMainInvokeEvent;
        expect(await ask(channel, {}, stranger)).toMatchObject({ ok: false, error: { code: 'E_USAGE' } });
      }
    }
    expect(handled).toBe(0);
  });
});

test('H-35 where a file lies is heard from our own page’s preload alone, and no channel of the page’s is that one', () => {
  const [line, paths] = [new EventEmitter(), createNamedPaths()];
  const gate = createGate(
    (window) => window === 1,
    () => now,
  );
  hearOfFiles(line as unknown as IpcMain, gate, paths);
  for (const [event, path] of [
    [{ ...page, senderFrame: null }, '/a.p8'],
    [{ ...page, senderFrame: { url: 'https://evil.example/' } }, '/a.p8'],
    [page, 7],
    [page, `/${'x'.repeat(4_096)}`],
  ])
    line.emit(fileGiven, event, path);
  for (const path of ['/a.p8', '7', `/${'x'.repeat(4_096)}`]) expect(() => paths.known(path)).toThrow();
  line.emit(fileGiven, page, '/a.p8');
  expect(paths.known('/a.p8')).toBe('/a.p8');
  expect([...listeners.keys()]).not.toContain(fileGiven);
});

describe('H-31 what is too long or not asked for is refused before the handler', () => {
  const organization = { name: 'Acme', issuerId: null, program: 'app-store' };
  test.each([
    ['a name of 201 characters', 'organizations.add', { ...organization, name: 'x'.repeat(201) }],
    ['a field that nobody knows', 'vault.lock', { field: 1 }],
    ['more paths than a drop has', 'keys.preview', { paths: Array(10_001).fill('/a.p8') }],
    ['a path of 4,097 characters', 'keys.preview', { paths: ['x'.repeat(4_097)] }],
    ['an array', 'vault.lock', []],
    ['a text', 'vault.lock', 'now'],
  ])('%s', async (_what, channel, input) => {
    expect(await ask(channel, input)).toMatchObject({ ok: false, error: { code: 'E_USAGE' } });
    expect(handled).toBe(0);
  });
  test('notes of 10,000 characters are taken, and no more', () => {
    const { set } = contract.organizations.edit.input.shape;
    expect(set.safeParse({ notes: 'x'.repeat(10_000) }).success).toBe(true);
    expect(set.safeParse({ notes: 'x'.repeat(10_001) }).success).toBe(false);
  });
});

describe('H-37 an error tells the page a code and two sentences of ours', () => {
  const libraryText = 'matched by 2 credentials: /org/freedesktop/secrets/collection/login/42';
  test.each<readonly [string, () => Promise<unknown>]>([
    ['a library’s own', () => Promise.reject(new Error(libraryText))],
    ['the disk’s', () => readFile('/nonexistent/secret-folder/vault.age')],
    [
      'with fields of its own',
      () => Promise.reject(Object.assign(new Error(libraryText), { hint: libraryText, code: 'E_BUSY', pem: 'x' })),
    ],
    ['a text', () => Promise.reject(libraryText)],
    ['nothing', () => Promise.reject(undefined)],
    ['an answer that is not of the contract', async () => ({ at: libraryText })],
  ])('%s', async (_what, fails) => {
    answer = fails;
    const reply = await ask('token.copy', { key: id });
    expect(reply).toEqual({ ok: false, error: { code: 'E_INTERNAL', message: expect.any(String), hint: expect.any(String) } });
    expect(JSON.stringify(reply)).not.toMatch(/freedesktop|secret-folder|vault\.age|\bat |\.ts\b|node:/);
  });
});

test('H-38 the thirty-first token of a key in a minute is refused; another key, and the next minute, are not', async () => {
  answer = async () => ({ exp: 1, aheadMs: 0, clearedAt: null });
  const other = id.replace('9', '8');
  for (let n = 0; n < 30; n += 1) expect(await ask('token.copy', { key: id })).toMatchObject({ ok: true });
  expect(await ask('token.copy', { key: id })).toMatchObject({ ok: false, error: { code: 'E_RATE' } });
  expect(await ask('token.copy', { key: other })).toMatchObject({ ok: true });
  expect(handled).toBe(31);
  now = 60_000;
  expect(await ask('token.copy', { key: id })).toMatchObject({ ok: true });
});
