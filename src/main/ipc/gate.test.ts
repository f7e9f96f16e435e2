import type { IpcMainInvokeEvent } from 'electron';
import { describe, expect, test } from 'vitest';
import { createGate } from './gate.js';

const frame = (url: string) => ({ url });
const call = (url: string | null, options: { ours?: boolean; iframe?: boolean; destroyed?: boolean } = {}): IpcMainInvokeEvent => {
  const main = frame(url ?? 'app://bundle/index.html');
  const sender = { id: options.ours === false ? 2 : 1, mainFrame: main, isDestroyed: () => options.destroyed ?? false };
  return { sender, senderFrame: url === null ? null : options.iframe ? frame(url) : main } as unknown as IpcMainInvokeEvent;
};
const gate = (devUrl: string | null = null) =>
  createGate(
    (id) => id === 1,
    () => 0,
    devUrl,
  );

describe('H-30 who may call', () => {
  test('the main frame of our window, at app://bundle', () => {
    expect(gate().trusted(call('app://bundle/index.html'))).toBe(true);
  });

  test.each([
    ['a frame that is gone', call(null)],
    ['an iframe', call('app://bundle/index.html', { iframe: true })],
    ['a window that is not ours', call('app://bundle/index.html', { ours: false })],
    ['a window that was closed', call('app://bundle/index.html', { destroyed: true })],
    ['a host that begins like ours', call('app://bundle.evil/index.html')],
    ['our host over https', call('https://bundle/index.html')],
    ['a file', call('file:///tmp/index.html')],
    ['an empty page', call('about:blank')],
    ['what is no address', call('')],
    ['Vite, in an app without it', call('http://localhost:5173/')],
  ])('never %s', (_name, event) => {
    expect(gate().trusted(event)).toBe(false);
  });

  test('while developing, Vite’s own address too, and no other port of it', () => {
    expect(gate('http://localhost:5173').trusted(call('http://localhost:5173/index.html'))).toBe(true);
    expect(gate('http://localhost:5173').trusted(call('http://localhost:9999/index.html'))).toBe(false);
  });
});

test('H-38 a channel answers so often a minute and no oftener, counted for each key apart', () => {
  let now = 0;
  const { allow } = createGate(
    () => true,
    () => now,
  );
  const times = (count: number, about: string) => Array.from({ length: count }, () => allow('token.copy', 30, about));
  expect(times(31, 'a')).toEqual([...Array(30).fill(true), false]);
  expect(allow('token.copy', 30, 'b')).toBe(true);
  now = 60_000;
  expect(allow('token.copy', 30, 'a')).toBe(true);
});
