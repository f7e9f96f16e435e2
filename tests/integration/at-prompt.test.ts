import { constants } from 'node:os';
import { describe, expect, onTestFinished, test } from 'vitest';
import { bin } from '../support/cli.js';
import { makeHome } from '../support/home.js';
import { asJob } from '../support/job.js';

const command = (...argv: readonly string[]) => [process.execPath, bin, ...argv];
const { signals } = constants;
type Step = readonly [prompt: string, what: string];

async function vault() {
  const { home, recoveryKey, passphrase } = await makeHome(onTestFinished);
  return { env: { HOME: home, KEYRACK_HOME: home }, recoveryKey, passphrase };
}
const strong = 'correct horse battery staple';

/** Every question: by the strongroom's thread without echo, by the main thread with it. */
const prompts: readonly (readonly [name: string, argv: readonly string[], before: readonly Step[], prompt: string])[] = [
  ['the passphrase', ['list'], [], 'Passphrase: '],
  ['a passphrase typed wrong', ['list'], [['Passphrase: ', 'no\n']], 'That is not it. Passphrase: '],
  ['a recovery key', ['recovery', 'verify'], [], 'Recovery key: '],
  ['a backup’s new passphrase', ['backup', '/nowhere/backup.age'], [['Passphrase: ', `${strong}\n`]], 'Passphrase for the backup: '],
  [
    'the new one once more',
    ['unlock-method', 'passphrase'],
    [
      ['Passphrase: ', `${strong}\n`],
      ['New passphrase: ', `${strong}\n`],
    ],
    'Once more: ',
  ],
  [
    'three characters of a recovery key',
    ['recovery', 'new'],
    [
      ['Passphrase: ', `${strong}\n`],
      ['Passphrase: ', `${strong}\n`],
    ],
    'type its characters',
  ],
  ['a yes', ['unlock-method', 'passphrase', '--rotate'], [['Passphrase: ', `${strong}\n`]], 'Type “yes” to make one: '],
];

describe('a signal while somebody is asked', () => {
  test.for(prompts)('M-20 for %s: HUP leaves the terminal as it was, and the shell sees HUP', async ([, argv, before, prompt]) => {
    const { env } = await vault();
    const { end } = await asJob(command(...argv), [...before, [prompt, 'SIGHUP']], env);
    expect(end).toEqual({ signal: signals.SIGHUP, code: null, same: true });
  });

  test.for([
    ['by the strongroom', ['list'], [], 'Passphrase: '],
    ['by the main thread', ['unlock-method', 'passphrase', '--rotate'], [['Passphrase: ', `${strong}\n`]], 'Type “yes” to make one: '],
  ] as const)(
    'M-20 asked %s, QUIT, sent or typed, and every other that ends a process leave the terminal as it was',
    async ([, argv, before, prompt]) => {
      for (const [what, signal] of [
        ['SIGQUIT', signals.SIGQUIT],
        ['\u001c', signals.SIGQUIT],
        ['SIGALRM', signals.SIGALRM],
        ['SIGUSR2', signals.SIGUSR2],
        ['SIGTERM', signals.SIGTERM],
        ['SIGINT', signals.SIGINT],
        ['SIGXCPU', signals.SIGXCPU],
      ] as const) {
        const { env } = await vault();
        const { end } = await asJob(command(...argv), [...before, [prompt, what]], env);
        expect(end, what).toEqual({ signal, code: null, same: true });
      }
    },
  );

  test.for(['SIGTSTP', '\u001a'])('M-20 a stop (%j) gives the shell its terminal, and the question goes on where it was', async (what) => {
    const { env, recoveryKey } = await vault();
    // What was typed before a stop is kept; a signal could come before it was read.
    const [first, rest] = what === '\u001a' ? [strong.slice(0, 8), strong.slice(8)] : ['', strong];
    // What is typed ahead of a stop is thrown away; where the key is taken for a character, it is the end of a wrong passphrase.
    const steps: readonly Step[] = [
      ['Passphrase: ', what === '\u001a' ? `${first}${what}\n` : what],
      ['Passphrase: ', `${rest}\n`],
      ['That is not it. ', '\u0003'],
    ];
    const asking = await asJob(command('list', '--json'), steps, env);
    expect(asking.stops).toEqual([{ stopped: signals.SIGTSTP, same: true }]);
    expect([asking.end, asking.text]).toEqual([{ signal: null, code: 0, same: true }, expect.stringContaining('[]')]);
    expect(asking.text).not.toMatch(/correct|staple/);

    const question = 'Type “yes” to make one: ';
    const main = await asJob(
      command('unlock-method', 'passphrase', '--rotate'),
      [
        [question, what],
        [question, 'no\n'],
        ['New passphrase: ', `${strong}\n`],
        ['Once more: ', `${strong}\n`],
      ],
      {
        ...env,
        KEYRACK_IDENTITY: recoveryKey,
      },
    );
    expect(main.stops).toEqual([{ stopped: signals.SIGTSTP, same: true }]);
    expect(main.end, main.text).toEqual({ signal: null, code: 0, same: true });
  });

  test('Ctrl-C is an answer: exit 1, and the terminal is as it was', async () => {
    const { env } = await vault();
    for (const [argv, before, prompt] of [
      [['list'], [], 'Passphrase: '],
      [['unlock-method', 'passphrase', '--rotate'], [['Passphrase: ', `${strong}\n`]], 'Type “yes” to make one: '],
    ] as const) {
      const { end } = await asJob(command(...argv), [...before, [prompt, '\u0003']], env);
      expect(end).toEqual({ signal: null, code: 1, same: true });
    }
  });
});
