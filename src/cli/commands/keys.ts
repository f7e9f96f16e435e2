import { Command } from 'commander';
import type { ListedKey } from '../../core/listed-key.js';
import { showName } from '../../shared/text.js';
import type { ImportItem } from '../../strongroom/client/contract.js';
import type { Shell } from '../program.js';
import { table } from '../table.js';

interface ImportFlags {
  readonly org: string;
  readonly issuer?: string;
  readonly keyId?: string;
  readonly individual?: true;
  readonly name?: string;
  readonly role: readonly string[];
  readonly keepBoth?: true;
}
const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];
const described = (key: ListedKey): string => showName(`${key.organization} / ${key.name} (${key.keyId})`);

/** `import`, `list`, `show`, `edit`, `remove`, `undo`. */
export const keyCommands = (shell: Shell): readonly Command[] => {
  const { keyrack, out } = shell;
  return [
    importCommand(shell),
    new Command('list')
      .argument('[query]')
      .option('--org <name>')
      .option('--trash', 'what is in the Trash')
      .option('--json')
      .action(async (query: string | undefined, { org, trash }: { org?: string; trash?: true }) => {
        const keys = await keyrack.listKeys({ query: query ?? null, organization: org ?? null, trash: trash === true });
        out.result(keys, (all) =>
          table(all.map((it) => [it.organization, it.name, it.keyId, it.kind, it.roles.join(','), it.lastTest?.outcome ?? 'not tested'])),
        );
      }),
    new Command('show')
      .argument('[key]')
      .option('--json')
      .action(async (key: string | undefined) => {
        out.result(await keyrack.showKey({ key }), (it) =>
          table(Object.entries(it).map(([name, value]) => [name, typeof value === 'object' ? JSON.stringify(value) : String(value)])),
        );
      }),
    new Command('edit')
      .argument('<key>')
      .option('--name <text>')
      .option('--role <role>', 'again for more', collect)
      .option('--org <name>', 'move it there')
      .option('--default', 'the one its organization’s name means')
      .option('--json')
      .action(async (key: string, flags: { name?: string; role?: readonly string[]; org?: string; default?: true }) => {
        const { name, role: roles, org: organization } = flags;
        const set = { ...(name === undefined ? {} : { name }), ...(roles ? { roles } : {}), ...(organization ? { organization } : {}) };
        out.result(
          await keyrack.editKey({ key, ...set, ...(flags.default ? { default: true } : {}) }),
          (it) => `Changed ${described(it)}.`,
        );
      }),
    new Command('remove')
      .description('move a key to the Trash; undo brings it back')
      .argument('<key>', 'a whole name or an id')
      .option('--json')
      .action(async (key: string) => {
        out.result(await keyrack.trashKey({ key }), (it) => `Moved ${described(it)} to the Trash; “keyrack undo” brings it back.`);
      }),
    new Command('undo')
      .description('restore what was trashed last')
      .option('--json')
      .action(async () => {
        out.result(await keyrack.undoTrash(), (it) => `Restored ${described(it)}.`);
      }),
  ];
};

const importCommand = ({ keyrack, out, exitWith }: Shell): Command =>
  new Command('import')
    .argument('<files...>', '- is stdin')
    .requiredOption('--org <name>')
    .option('--issuer <uuid>')
    .option('--key-id <id>')
    .option('--individual')
    .option('--name <text>')
    .option('--role <role>', 'again for more', collect, [])
    .option('--keep-both')
    .option('--json')
    .action(async (files: readonly string[], flags: ImportFlags) => {
      const items = files.map((file) => itemOf(file, flags));
      const onProgress = (done: number, total: number) => out.note(`${done} of ${total}`);
      const { rows, stoppedBy } = await keyrack.importKeys({ organization: flags.org, program: 'app-store', items, onProgress });
      out.result(rows, (all) =>
        all
          .filter(({ ok }) => ok)
          .map((row) => showName(`Stored and verified: ${row.organization} / ${row.keyId}`))
          .join('\n'),
      );
      for (const { file, warnings, error } of rows) {
        out.warn(warnings.map(({ code, message }) => ({ code, message: `${showName(file)}: ${message}` })));
        if (error) out.note(`${showName(file)}: ${error.message} ${error.hint} (${error.code})`);
      }
      if (rows.some(({ ok }) => !ok)) exitWith(8);
      if (stoppedBy) throw stoppedBy;
    });

function itemOf(file: string, { keyId, individual, name, role, issuer, keepBoth }: ImportFlags): ImportItem {
  return {
    source: file === '-' ? { from: 'stdin' } : { from: 'file', path: file },
    ...(keyId === undefined ? {} : { keyId }),
    ...(individual ? { kind: 'individual' } : {}),
    ...(name === undefined ? {} : { name }),
    ...(issuer === undefined ? {} : { issuerId: issuer }),
    roles: role,
    keepBoth: keepBoth === true,
  };
}
