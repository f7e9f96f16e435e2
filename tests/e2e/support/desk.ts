import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createStrongroom } from '../../../src/strongroom/inside/strongroom.js';
import { type FakeApple, startFakeApple } from '../../../tools/fake-apple/server.js';
import { issuerId, temporaryFolder, testPorts } from '../../support/home.js';
import { makeKey, type TestKey } from '../../support/keys.js';
import { writeVault } from '../../support/vault.js';
import { launchApp, type RunningApp } from './app.js';

export const passphrase = 'correct horse battery staple';

/** The app in a home of its own, an Apple it talks to, and a folder of downloads. All of it ends with the test. */
export interface Desk {
  app: RunningApp;
  readonly home: string;
  readonly apple: FakeApple;
  /** A key Apple knows, and its download. */
  download(name: string, options?: { keyId?: string; roles?: string[]; known?: boolean }): Promise<{ path: string; key: TestKey }>;
  file(name: string, text: string): Promise<string>;
}

/** The app on a vault of many, opened as it starts, and an Apple that knows none of its keys yet. */
export async function openFullDesk(
  organizations: Parameters<typeof writeVault>[1],
  keys: Parameters<typeof writeVault>[2],
  apples: Parameters<typeof startFakeApple>[0] = {},
): Promise<{ readonly app: RunningApp; readonly apple: FakeApple }> {
  const home = join(await temporaryFolder(onTestFinished), 'home');
  const { identity } = await writeVault(home, organizations, keys);
  const apple = await startFakeApple(apples);
  onTestFinished(() => apple.close());
  const app = await launchApp({ home, env: { KEYRACK_API_URL: apple.url, KEYRACK_IDENTITY: identity } });
  onTestFinished(async () => void (await app.close()));
  return { app, apple };
}

interface DeskOptions {
  /** Another bundle than the one that was built last. */
  readonly main?: string;
  /** What is in the home before the app is started. */
  readonly prepare?: (home: string) => Promise<void>;
}

/** Where nothing is yet: the first run is on screen. */
export async function openDesk(env: Readonly<Record<string, string>> = {}, { main, prepare }: DeskOptions = {}): Promise<Desk> {
  const folder = await temporaryFolder(onTestFinished);
  const [home, downloads] = [join(folder, 'home'), join(folder, 'Downloads')];
  await mkdir(downloads);
  await prepare?.(home);
  const apple = await startFakeApple();
  onTestFinished(() => apple.close());
  const desk: Desk = {
    app: await launchApp({ home, env: { KEYRACK_API_URL: apple.url, ...env }, ...(main ? { main } : {}) }),
    home,
    apple,
    async file(name, text) {
      const path = join(downloads, name);
      await writeFile(path, text, { mode: 0o600 });
      return path;
    },
    async download(name, { keyId = /[A-Z0-9]{10}/.exec(name)?.[0] ?? 'UNKNOWN000', roles = ['ADMIN'], known = true } = {}) {
      const key = makeKey();
      if (known) apple.register({ kind: 'team', issuerId, keyId, roles, publicKey: key.publicKey });
      return { path: await desk.file(name, key.applePem), key };
    },
  };
  onTestFinished(async () => void (await desk.app.close()));
  return desk;
}

/** First run as someone in a hurry: a passphrase, the recovery key later. */
export async function firstRun({ app }: Desk): Promise<void> {
  await app.fill('New passphrase', passphrase);
  await app.click('button', 'Continue');
  await app.see('Your recovery key');
  await app.click('button', 'Later');
  await app.see('Choose files…');
}

/**
 * Where `firstRun` has been, for the tests of what comes after it: a vault of its own, empty, its recovery key put off, opened by typing
 * `passphrase`. It is made by the strongroom in this process, scrypt at 2^10: a first run at its full cost takes seconds of every core.
 */
export async function openReadyDesk(env: Readonly<Record<string, string>> = {}): Promise<Desk & { readonly recoveryKey: string }> {
  let recoveryKey = '';
  const desk = await openDesk(env, {
    async prepare(home) {
      recoveryKey = await makeReady(home);
    },
  });
  await desk.app.fill('Passphrase', passphrase);
  await desk.app.click('button', 'Unlock');
  await desk.app.see('Choose files…');
  return Object.assign(desk, { recoveryKey });
}

/** Answers the recovery key. */
async function makeReady(home: string): Promise<string> {
  const room = createStrongroom(testPorts(home));
  const { recoveryKey } = await room.init({ unlock: 'passphrase', recovery: true, passphrase, interactive: false });
  if (recoveryKey === null) throw new Error('no recovery key');
  await writeFile(join(home, 'state.json'), JSON.stringify({ settings: { recoveryPending: true } }), { mode: 0o600 });
  return recoveryKey;
}

/** One good key, stored under an organization that is new, and its sheet closed. */
export async function storeOne(desk: Desk, options: { name?: string; organization?: string; keyId?: string; known?: boolean } = {}) {
  const { name = 'CI uploads', organization = 'Acme', keyId = '2X9R4HXF34', known = true } = options;
  const { app } = desk;
  const made = await desk.download(`AuthKey_${keyId}.p8`, { known });
  await app.dropFiles('main', [made.path]);
  await app.fill('Organization', organization);
  await app.fill('Issuer ID', issuerId);
  await app.fill('Name', name);
  await app.click('button', 'Store 1 key');
  await app.see('Stored and verified');
  await app.click('button', 'Done');
  await app.see('Copy token');
  return made;
}
