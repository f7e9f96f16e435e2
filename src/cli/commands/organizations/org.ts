import { Command } from 'commander';
import type { AddOrganization } from '../../../core/usecases/organizations/add-organization.js';
import type { EditOrganization } from '../../../core/usecases/organizations/edit-organization.js';
import type { RemoveOrganization } from '../../../core/usecases/organizations/remove-organization.js';
import type { RenameOrganization } from '../../../core/usecases/organizations/rename-organization.js';
import { KeyrackError } from '../../../shared/errors/index.js';
import { showName } from '../../../shared/text.js';
import { type CommandContext, type CommandModule, given } from '../../command.js';
import { askingTokens } from '../../prompts/ask-tokens.js';
import { listing } from '../../table.js';

interface Fields {
  readonly name?: string;
  readonly issuer?: string;
  readonly teamId?: string;
  readonly vendorNumber?: string;
}

export const orgAddCommand: CommandModule<AddOrganization> = {
  build: (run) =>
    new Command('add')
      .description('an organization (a team of App Store Connect)')
      .argument('<name>')
      .option('--issuer <uuid>', 'its Issuer ID')
      .option('--enterprise', 'of the Enterprise Program')
      .option('--team-id <id>', 'its Team ID, as in Membership details')
      .option('--vendor-number <number>', 'its vendor number, as in financial reports')
      .option('--json', 'print JSON')
      .action((name: string, { issuer, enterprise, teamId, vendorNumber }: Fields & { readonly enterprise?: true }) =>
        run({
          name,
          issuerId: issuer ?? null,
          program: enterprise ? 'enterprise' : 'app-store',
          ...given('teamId', teamId),
          ...given('vendorNumber', vendorNumber),
        }),
      ),
  run: runOrgAdd,
};

async function runOrgAdd({ keyrack, out }: CommandContext, request: AddOrganization): Promise<void> {
  out.result(await keyrack.addOrganization(request), ({ name }) => `Added ${showName(name)}.`);
}

export const orgListCommand: CommandModule<void> = {
  build: (run) =>
    new Command('list')
      .description('every organization')
      .option('--json', 'print JSON')
      .action(() => run()),
  run: runOrgList,
};

async function runOrgList({ keyrack, out }: CommandContext): Promise<void> {
  const organizations = await keyrack.listOrganizations();
  out.result(organizations, (all) =>
    listing(
      ['ORGANIZATION', 'ISSUER ID', 'TEAM ID', 'KEYS', 'TAGS'],
      all.map((it) => [it.name, it.issuerId ?? '-', it.teamId ?? '-', String(it.keys), it.tags.join(', ')]),
    ),
  );
  if (organizations.length === 0)
    out.note('No organization yet: keyrack import FILE --org NAME makes one with its first key, keyrack org add NAME an empty one.');
}

export const orgRenameCommand: CommandModule<RenameOrganization> = {
  build: (run) =>
    new Command('rename')
      .description('give an organization another name')
      .argument('<organization>', 'a whole name or an id')
      .argument('<name>', 'the new name')
      .option('--json', 'print JSON')
      .action((organization: string, name: string) => run({ organization, name })),
  run: runOrgRename,
};

async function runOrgRename({ keyrack, out }: CommandContext, request: RenameOrganization): Promise<void> {
  out.result(await keyrack.renameOrganization(request), ({ name }) => `Now called ${showName(name)}.`);
}

type EditFlags = EditOrganization & { readonly yes?: true };
export const orgEditCommand: CommandModule<EditFlags> = {
  build: (run) =>
    new Command('edit')
      .description('change what is known of an organization; an empty text takes it away')
      .argument('<organization>', 'a whole name or an id')
      .option('--name <text>', 'another name')
      .option('--issuer <uuid>', 'its Issuer ID')
      .option('--team-id <id>', 'its Team ID')
      .option('--vendor-number <number>', 'its vendor number')
      .option('--yes', 'do not ask where other tokens are made from now on')
      .option('--json', 'print JSON')
      .action((organization: string, { name, issuer, teamId, vendorNumber, yes }: Fields & { readonly yes?: true }) => {
        const set = {
          ...given('name', name),
          ...given('issuerId', issuer === '' ? null : issuer),
          ...given('teamId', teamId),
          ...given('vendorNumber', vendorNumber),
        };
        if (Object.keys(set).length === 0)
          throw new KeyrackError('E_USAGE', 'Say what to change: --name, --issuer, --team-id or --vendor-number.');
        return run({ organization, set, ...given('yes', yes) });
      }),
  run: runOrgEdit,
};

async function runOrgEdit(
  context: CommandContext,
  { yes = false, ...request }: Omit<EditFlags, 'yes'> & { readonly yes?: boolean },
): Promise<void> {
  const { confirm, sayUnasked } = askingTokens(context, yes);
  const edited = await context.keyrack.editOrganization({ ...request, confirm });
  sayUnasked();
  context.out.result(edited, ({ name }) => `Changed ${showName(name)}.`);
}

export const orgRemoveCommand: CommandModule<RemoveOrganization> = {
  build: (run) =>
    new Command('remove')
      .description('remove an organization that holds no key, not even in the Trash')
      .argument('<organization>', 'a whole name or an id')
      .option('--json', 'print JSON')
      .action((organization: string) => run({ organization })),
  run: runOrgRemove,
};

async function runOrgRemove({ keyrack, out }: CommandContext, request: RemoveOrganization): Promise<void> {
  out.result(await keyrack.removeOrganization(request), ({ name }) => `Removed ${showName(name)}.`);
}
