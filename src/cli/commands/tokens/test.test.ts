import { expect, onTestFinished, test } from 'vitest';
import { withKeys } from '../../../../tests/support/command-line.js';
import { startFakeApple } from '../../../../tools/fake-apple/server.js';

test('whom “keyrack test” asked is said where it was not Apple, once, and told in --json', async () => {
  const apple = await startFakeApple();
  onTestFinished(() => apple.close());
  const { cli } = await withKeys('AAAAAAAAA1', 'BBBBBBBBB2');
  const { host } = new URL(apple.url);
  const env = { KEYRACK_API_URL: apple.url };
  const { code, out, err } = await cli(['test', '--all'], { env });
  expect([code, err]).toEqual([6, `keyrack: ${host} was asked (KEYRACK_API_URL), not Apple.\n`]);
  expect(out.match(/Apple refused the key/g)).toHaveLength(2);
  expect(out).toContain('“keyrack why AAAAAAAAA1” asks Apple what would settle it.');
  const json = await cli(['test', 'AAAAAAAAA1', '--json'], { env });
  expect([json.err, JSON.parse(json.out)]).toMatchObject(['', [{ host, appleTitle: expect.any(String) }]]);
});
