/** Writes docs/pictures: the window with believable data, on a home that is thrown away, beside a fake Apple. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { launchApp, type RunningApp } from '../tests/e2e/support/app.js';
import { keyrack } from '../tests/support/cli.js';
import { makeKey } from '../tests/support/keys.js';
import { startFakeApple } from '../tools/fake-apple/server.js';

const passphrase = 'four words nobody guesses';
const pictures = resolve(process.argv[2] ?? join(import.meta.dirname, '../docs/pictures'));
const clients = [
  {
    name: 'Acme',
    keys: [
      ['CI uploads', '2X9R4HXF34', 'APP_MANAGER'],
      ['Reporting', '8KQ2V7NT5D', 'FINANCE'],
      ['Review replies', '5TQ8W3BN6J', 'CUSTOMER_SUPPORT'],
    ],
  },
  { name: 'Borealis', keys: [['CI uploads', '3B7KQ29XWM', 'DEVELOPER']] },
  {
    name: 'Cobalt Labs',
    keys: [
      ['fastlane', '9PL4D8RT2A', 'APP_MANAGER'],
      ['TestFlight', '6MX2C5HJ8Q', 'DEVELOPER'],
    ],
  },
  {
    name: 'Dune Radio',
    keys: [
      ['CI uploads', '7ZR3N6WY4K', 'ADMIN'],
      ['Station app', '4QK8T2HN7M', 'DEVELOPER'],
    ],
  },
  { name: 'Elbwerk', keys: [['Nightly builds', '4HV8T2QP9S', 'DEVELOPER']] },
  { name: 'Fjord Transit', keys: [['CI uploads', '2NK6J9BC7X', 'APP_MANAGER']] },
  { name: 'Granit Bank', keys: [['Screenshots', '8WD5F3MV6T', 'APP_MANAGER']] },
  { name: 'Hafen Kitchen', keys: [['CI uploads', '5RG9Y4KL2Z', 'DEVELOPER']] },
  { name: 'Iris Eyewear', keys: [['Try-on releases', '3JX6R8FD2K', 'APP_MANAGER']] },
  { name: 'Juniper Health', keys: [['CI uploads', '7NB4W9TC5G', 'DEVELOPER']] },
  { name: 'Kunsthalle Bremen Mobile Guide', keys: [['CI uploads', '6CB2X8NH4D', 'DEVELOPER']] },
  { name: 'Lumen Studio', keys: [['fastlane', '2HV5Q8ZM3D', 'APP_MANAGER']] },
  { name: 'Meridian Freight', keys: [['Drivers app', '9QT7V5JP3W', 'APP_MANAGER']] },
] as const;
/** Revoked in App Store Connect: its card says so. */
const revoked = '8KQ2V7NT5D';
/** Its team has not signed Apple's latest agreement. */
const unsigned = '7ZR3N6WY4K';
const untested = ['5TQ8W3BN6J', '9PL4D8RT2A', '6MX2C5HJ8Q'];

const issuerOf = (n: number): string => `57246542-96fe-1a63-e053-${(0x0824d011072a + n).toString(16).padStart(12, '0')}`;
const firstIssuer = issuerOf(0);

async function pictureOf(app: RunningApp, name: string): Promise<void> {
  // Whatever slides in or changes its colour comes to rest first.
  await app.inPage(
    (page) =>
      page.evaluate(async () => {
        const moving = document.getAnimations().filter((one) => one.effect?.getComputedTiming().iterations === 1);
        await Promise.all(moving.map((one) => one.finished.catch(() => null)));
      }),
    null,
  );
  await app.screenshot(join(pictures, `${name}.png`));
  console.log(`${name}.png`);
}

const folder = await mkdtemp(join(tmpdir(), 'keyrack-pictures-'));
const apple = await startFakeApple();
try {
  const home = join(folder, 'home');
  const unlock = { KEYRACK_HOME: home, KEYRACK_API_URL: apple.url };
  const made = await keyrack(['init', '--unlock', 'passphrase', '--json'], { ...unlock, KEYRACK_PASSPHRASE: passphrase });
  const { recoveryKey } = JSON.parse(made.out) as { recoveryKey: string };
  const env = { ...unlock, KEYRACK_IDENTITY: recoveryKey };
  const tested: string[] = [];
  for (const [n, { name, keys }] of clients.entries()) {
    const issuerId = issuerOf(n);
    for (const [label, keyId, role] of keys) {
      const key = makeKey();
      const path = join(folder, `AuthKey_${keyId}.p8`);
      await writeFile(path, key.applePem, { mode: 0o600 });
      apple.register({ kind: 'team', issuerId, keyId, roles: ['ADMIN'], publicKey: key.publicKey });
      await keyrack(['import', path, '--org', name, '--issuer', issuerId, '--name', label, '--role', role], env);
      if (keyId === revoked) apple.revoke(keyId);
      if (keyId !== unsigned && !untested.includes(keyId)) tested.push(keyId);
    }
  }
  await keyrack(['test', ...tested], env);
  apple.fault('agreement');
  await keyrack(['test', unsigned], env);
  apple.fault(null);
  await mkdir(pictures, { recursive: true });

  const fresh = await launchApp({ home: join(folder, 'fresh') });
  await fresh.resize(1_080, 720);
  await fresh.fill('New passphrase', passphrase);
  await pictureOf(fresh, 'first-run');
  await fresh.click('button', 'Continue');
  await fresh.click('button', 'Later');
  await fresh.see('Choose files…');
  await pictureOf(fresh, 'empty');
  await fresh.close();

  const app = await launchApp({ home, env: { KEYRACK_API_URL: apple.url } });
  const picture = (name: string) => pictureOf(app, name);
  const inBoth = async (name: string) => {
    await picture(`${name}-light`);
    await app.colorScheme('dark');
    await picture(`${name}-dark`);
    await app.colorScheme('light');
  };
  // By its whole name: an organization may be called something with “Guide”.
  const go = (place: string) => app.inPage((page, name) => page.getByRole('button', { name, exact: true }).click(), place);
  await app.resize(1_080, 720);
  await app.fill('Passphrase', passphrase);
  await app.click('button', 'Unlock');
  await app.see('CI uploads');
  await app.inPage((page) => page.locator('.card-actions .btn').first().click(), null);
  await app.see('copied.');
  // Under the pointer it stays.
  await app.inPage((page) => page.locator('.toast').hover(), null);
  await inBoth('main');
  await app.click('button', 'Dismiss this notice');
  await app.press('Control+k');
  await app.inPage((page) => page.keyboard.type('ac'), null);
  await inBoth('palette');
  await app.press('Escape');
  await app.click('button', 'Why?');
  await app.click('button', 'Test again');
  await app.see('Most likely');
  await app.see('The stored key was not changed.');
  // The click may have scrolled it while it slid in.
  await app.inPage((page) => page.locator('.detail-body').evaluate((body) => body.scrollTo(0, 0)), null);
  await inBoth('diagnosis');
  await app.click('button', 'Close');

  const key = makeKey();
  apple.register({ kind: 'team', issuerId: firstIssuer, keyId: '7F4K2M9QXP', roles: ['ADMIN'], publicKey: key.publicKey });
  const good = join(folder, 'AuthKey_7F4K2M9QXP.p8');
  const nameless = join(folder, 'acme-key-new (1).p8');
  const rsa = join(folder, 'codesign-2019.p8');
  await writeFile(good, key.applePem, { mode: 0o600 });
  await writeFile(nameless, makeKey().applePem, { mode: 0o600 });
  await writeFile(rsa, '-----BEGIN RSA PRIVATE KEY-----\nMIIEow==\n-----END RSA PRIVATE KEY-----\n', { mode: 0o600 });
  await app.dropFiles('main', [good, nameless, rsa]);
  await app.see('Apple lets you download');
  await inBoth('import');
  await app.click('button', 'Store 1 key');
  await app.see('Stored and verified');
  await app.see('Answered in');
  await picture('stored');
  await app.click('button', 'Done');

  await go('Guide');
  await app.click('button', 'Press +, name it, choose its role');
  await app.click('button', 'Upload builds');
  await app.click('button', 'Read TestFlight');
  await app.see('Choose Developer.');
  await inBoth('guide');
  for (const [button, words, name] of [
    ['Activity', 'How it went', 'activity'],
    ['Settings', 'Clear a copied token', 'settings'],
    ['What protects your keys', 'What touches the network', 'trust'],
  ] as const) {
    await go(button);
    await app.see(words);
    await picture(name);
  }
  await app.resize(720, 520);
  await app.click('button', 'Back to the list');
  await app.see('Meridian Freight');
  await picture('narrow-list');
  await app.click('button', 'Acme');
  await picture('narrow-keys');
  await app.close();
} finally {
  await apple.close();
  // Chromium's children may write on for a moment after the app has ended.
  await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}
