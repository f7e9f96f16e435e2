import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { findChromium } from '../stand-in/find-chromium.js';
import { host, launchApp } from '../tests/e2e/support/app.js';
import { makeKey } from '../tests/support/keys.js';
import { startFakeApple } from '../tools/fake-apple/server.js';

const issuerId = '57246542-96fe-1a63-e053-0824d011072a';
const picture = resolve(import.meta.dirname, '../out/demo.png');

/** Is there anything to show a window on? */
export const canShowWindow = (): boolean => host === 'electron' || findChromium(process.env, true) !== null;

/** The main job once more, in the window: drop, store, test, copy. Answers where its picture lies, and what it ran on. */
export async function inTheWindow(folder: string): Promise<{ readonly picture: string; readonly host: string }> {
  await mkdir(folder, { recursive: true });
  const apple = await startFakeApple();
  const key = makeKey();
  const download = join(folder, 'AuthKey_2X9R4HXF34.p8');
  await writeFile(download, key.applePem, { mode: 0o600 });
  apple.register({ kind: 'team', issuerId, keyId: '2X9R4HXF34', roles: ['APP_MANAGER'], publicKey: key.publicKey });
  const app = await launchApp({ home: join(folder, 'home'), env: { KEYRACK_API_URL: apple.url } });
  try {
    await app.fill('New passphrase', 'four words nobody guesses');
    await app.click('button', 'Continue');
    await app.click('button', 'Later');
    await app.see('Choose files…');
    await app.dropFiles('main', [download]);
    await app.fill('Organization', 'Acme');
    await app.fill('Issuer ID', issuerId);
    await app.fill('Name', 'CI uploads');
    await app.click('button', 'Store 1 key');
    await app.see('Stored and verified');
    await app.see('Answered in');
    await app.click('button', 'Done');
    await app.click('button', 'Copy token');
    await app.see('copied.');
    const answer = await fetch(`${apple.url}/v1/apps`, { headers: { authorization: `Bearer ${await app.clipboardText()}` } });
    if (answer.status !== 200) throw new Error(`the copied token was answered with ${answer.status}`);
    await app.screenshot(picture);
    return { picture, host };
  } finally {
    await app.close();
    await apple.close();
  }
}
