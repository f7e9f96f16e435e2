import { expect, test } from 'vitest';
import { withKeys } from '../../../tests/support/command-line.js';

test.for([
  [['list'], 'keyrack import'],
  [['org', 'list'], 'keyrack import'],
  [['activity'], 'keyrack import'],
  [['list', '--trash'], 'Trash is empty'],
  [['list', 'nobody'], 'No key matches'],
  [['activity', '--since', '1s'], 'keyrack activity'],
] as const)('an empty “keyrack %s” says on a terminal what to do next, and a pipe gets nothing', async ([argv, next]) => {
  const { cli } = await withKeys();
  const seen = await cli(argv, { tty: true });
  expect(seen).toMatchObject({ code: 0, out: '', err: expect.stringContaining(next) });
  expect(seen.err.trim().split('\n')).toHaveLength(1);
  expect(await cli(argv)).toEqual({ code: 0, out: '', err: '' });
  expect(await cli([...argv, '--json'], { tty: true })).toEqual({ code: 0, out: '[]\n', err: '' });
});

test('with every key in the Trash, an empty list says where they are', async () => {
  const { cli } = await withKeys('AAAAAAAAA1');
  await cli(['remove', 'AAAAAAAAA1']);
  expect((await cli(['list'], { tty: true })).err).toMatch(/Trash.*keyrack undo/);
});

test('activity names a purged key by what is left of it', async () => {
  const { cli } = await withKeys('AAAAAAAAA1');
  const [{ id }] = JSON.parse((await cli(['list', '--json'])).out);
  await cli(['purge', 'AAAAAAAAA1', '--yes']);
  const { out } = await cli(['activity']);
  expect(out).toMatch(new RegExp(`purge +- +purged \\(${id.slice(0, 8)}\\) +ok`));
  expect(out).not.toMatch(/- +- /);
});
