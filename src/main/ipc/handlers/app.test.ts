import { expect, test } from 'vitest';
import { appleLinks } from '../../../shared/apple/hosts.js';
import { contract } from '../../../shared/ipc/contract.js';
import type { Shell } from '../../desktop/desktop.js';
import { appHandlers } from './app.js';

test('H-24 the browser is sent to the addresses of one table, each by its name', async () => {
  const opened: string[] = [];
  const { openLink } = appHandlers({ openExternal: async (url) => void opened.push(url) } as Partial<Shell> as Shell);
  const names = Object.keys(appleLinks) as (keyof typeof appleLinks)[];
  for (const link of names) await openLink(contract.app.openLink.input.parse({ link }));
  expect(opened).toEqual(Object.values(appleLinks));
  for (const url of opened)
    expect(new URL(url)).toMatchObject({ protocol: 'https:', host: expect.stringMatching(/^(appstoreconnect|developer)\.apple\.com$/) });
});

test.each([
  'https://appstoreconnect.apple.com/business',
  'https://appstoreconnect.apple.com.evil/',
  'agreements ',
  'AGREEMENTS',
  'constructor',
  '__proto__',
  'toString',
  'file:///etc/passwd',
  '',
  null,
  ['agreements'],
])('H-24 %j is no name of one', (link) => {
  expect(contract.app.openLink.input.safeParse({ link }).success).toBe(false);
});
