import { beforeAll, expect, test, vi } from 'vitest';

let page: typeof import('./clipboard.js');
let toasts: typeof import('./toasts.js');
beforeAll(async () => {
  // The page's edge: what the preload exposes.
  vi.stubGlobal('window', { keyrack: {} });
  page = await import('./clipboard.js');
  toasts = await import('./toasts.js');
});

test('a token that something else took the place of on the clipboard is no longer counted down, nor said to be there', () => {
  const { useClipboard, aboutClipboard } = page;
  useClipboard.getState().holds(1_000);
  toasts.say('Token copied.', { about: aboutClipboard, stays: true });
  useClipboard.getState().replaced();
  toasts.say('Key ID copied.');
  expect(useClipboard.getState().now).toBe(null);
  expect(toasts.useToasts.getState().shown.map(({ text }) => text)).toEqual(['Key ID copied.']);
});
