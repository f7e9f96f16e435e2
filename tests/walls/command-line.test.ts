import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { allCommands, manPage, manPath, rowsBelow } from '../../scripts/man.js';
import { exit, exitCodeOf } from '../../src/cli/exit-codes.js';
import { secretVariables } from '../../src/shared/environment.js';
import { catalogue, type ErrorCode, warnings } from '../../src/shared/errors/index.js';

const root = join(import.meta.dirname, '..', '..');
const docs = readFileSync(join(root, 'docs', 'cli.md'), 'utf8');

/** What docs/cli.md says there is: each command's words, and its options. `--json` is said of all that print data, once. */
function documented(): ReadonlyMap<string, ReadonlySet<string>> {
  const said = new Map<string, Set<string>>();
  for (const [synopses] of rowsBelow('Commands'))
    for (const [, synopsis = ''] of synopses.matchAll(/`([^`]+)`/g)) {
      const [name = ''] = /^[a-z-]+( (add|list|edit|rename|remove|new|verify|repair)(?= |$))?/.exec(synopsis) ?? [];
      const flags = said.get(name) ?? new Set();
      said.set(name, flags);
      for (const [flag] of synopsis.matchAll(/--[a-z-]+/g)) flags.add(flag);
    }
  return said;
}
const inProgram = new Map(
  allCommands().map(({ name, command }) => [
    name,
    new Set(command.options.flatMap(({ long }) => (long && long !== '--json' ? [long] : []))),
  ]),
);

describe('docs/cli.md and the program say the same:', () => {
  test('no command is in one alone', () => {
    expect([...documented().keys()].sort()).toEqual([...inProgram.keys()].sort());
  });

  test.for([...inProgram])('“%s” has the options that the table gives it, and no others', ([name, flags]) => {
    expect([...(documented().get(name) ?? [])].sort()).toEqual([...flags].sort());
  });

  test('every exit code is explained, and none that does not exist', () => {
    expect(rowsBelow('Exit codes').map(([code]) => Number(code))).toEqual(Object.values(exit).sort());
  });

  test('a code that is named is in the catalogue, and one named with its exit code has that', () => {
    const named = [...docs.matchAll(/`([EW]_[A-Z0-9_]+)`(?:, exit (\d))?/g)];
    const known = (code: string) => Object.hasOwn(catalogue, code) || Object.hasOwn(warnings, code);
    expect(named.filter(([, code = '']) => !known(code)).map(([whole]) => whole)).toEqual([]);
    const numbered = named.flatMap(([, code = '', number]) => (number === undefined ? [] : [[code, Number(number)] as const]));
    expect(numbered.length).toBeGreaterThan(5);
    for (const [code, number] of numbered) expect([code, exitCodeOf(code as ErrorCode)]).toEqual([code, number]);
  });

  test('every variable with a secret is named', () => {
    for (const name of secretVariables) expect(docs).toContain(`\`${name}\``);
  });
});

test('every command that is written stands in the list that the program is made of', () => {
  const under = join(root, 'src/cli/commands');
  const files = readdirSync(under, { recursive: true, encoding: 'utf8' }).filter((name) => /(?<!\.test)\.ts$/.test(name));
  const written = files.flatMap((name) =>
    [...readFileSync(join(under, name), 'utf8').matchAll(/export const (\w+): CommandModule/g)].map(([, command = '']) => command),
  );
  const [, list = ''] = readFileSync(join(root, 'src/cli/commands.ts'), 'utf8').split('const contents');
  // What a Tab asks is for no person: the program adds it by itself.
  const missing = written.filter((command) => !new RegExp(`\\b${command}\\b`).test(list));
  expect([written.length > 20, missing]).toEqual([true, ['completeCommand']]);
});

describe('the man page', () => {
  test('is what the program makes of it (else: npm run man)', () => {
    expect(readFileSync(manPath, 'utf8')).toBe(manPage());
  });

  test('comes with the package', () => {
    const { man, files } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect([man, files]).toEqual([['docs/keyrack.1'], expect.arrayContaining(['docs/keyrack.1'])]);
  });
});
