import { expect, onTestFinished, test } from 'vitest';
import { bin, keyrack } from '../support/cli.js';
import { makeHome } from '../support/home.js';
import { onTerminal } from '../support/pty.js';

/** Also as Node shows bytes. */
const spellings = (secret: string): readonly string[] => [
  secret,
  Buffer.from(secret)
    .toString('hex')
    .replace(/..(?=.)/g, '$& '),
];

test('S-06 NODE_DEBUG, which makes Node tell what it does, tells no secret that was given in the environment', async () => {
  const { home, recoveryKey, passphrase } = await makeHome(onTestFinished);
  for (const [name, secret] of Object.entries({ KEYRACK_IDENTITY: recoveryKey, KEYRACK_PASSPHRASE: passphrase })) {
    const { code, err } = await keyrack(['org', 'list'], { KEYRACK_HOME: home, [name]: secret, NODE_DEBUG: '*' });
    expect(code).toBe(0);
    expect(err, 'Node tells of the strongroom’s start').toMatch(/^WORKER /m);
    for (const spelling of spellings(secret)) expect(err, name).not.toContain(spelling);
  }
});

test('M-4 NODE_DEBUG tells nothing of a passphrase that is typed', async () => {
  const { home, passphrase } = await makeHome(onTestFinished);
  const env = { KEYRACK_HOME: home, HOME: home, NODE_DEBUG: 'stream' };
  const { code, text } = await onTerminal([process.execPath, bin, 'org', 'list'], [['Passphrase: ', passphrase]], env);
  expect(code).toBe(0);
  for (const spelling of spellings(passphrase)) expect(text).not.toContain(spelling);
});
