import { describe, expect, test } from 'vitest';
import { freshHome } from '../../../tests/support/command-line.js';

describe('keyrack init', () => {
  const argv = ['init', '--unlock', 'passphrase'];

  test('S-04 without a terminal prints the recovery key and asks nothing', async () => {
    const { cli } = await freshHome();
    expect(await cli(argv)).toEqual({ code: 0, out: expect.stringMatching(/^AGE-SECRET-KEY-1[A-Z0-9]{58}\n$/), err: '' });
  });

  test('S-04 on a terminal asks three of its characters back, until they are right', async () => {
    const { cli } = await freshHome();
    const questions: string[] = [];
    const { code, err } = await cli(argv, {
      tty: true,
      answer(question, shown) {
        questions.push(question);
        const at = [...question.matchAll(/\d+/g)].map(([digits]) => Number(digits));
        expect(at).toHaveLength(3);
        expect(at.every((position) => position > 16 && position <= 74)).toBe(true);
        return questions.length === 1 ? 'no' : at.map((position) => shown[position - 1]?.toLowerCase()).join(' ');
      },
    });
    expect([code, questions.length]).toEqual([0, 2]);
    expect(err).toContain('That is right.');
  });

  test('S-04 three wrong answers say so; the vault is made all the same', async () => {
    const { cli } = await freshHome();
    const { code, err } = await cli(argv, { tty: true, answer: () => '???' });
    expect([code, err.includes('not what the key says')]).toEqual([0, true]);
    expect((await cli(['list', '--json'])).out).toBe('[]\n');
  });

  test('--json tells vault, way and key; --no-recovery has none and says what that means', async () => {
    const { cli } = await freshHome();
    const { out, err } = await cli([...argv, '--no-recovery', '--json']);
    expect(JSON.parse(out)).toEqual({ vaultId: expect.any(String), unlock: 'passphrase', recoveryKey: null });
    expect(JSON.parse(err).warnings).toMatchObject([{ code: 'W_NO_RECOVERY' }]);
  });
});
