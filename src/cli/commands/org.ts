import { Command } from 'commander';
import type { AddOrganization } from '../../core/usecases/add-organization.js';
import type { RemoveOrganization } from '../../core/usecases/remove-organization.js';
import type { RenameOrganization } from '../../core/usecases/rename-organization.js';
import { showName } from '../../shared/text.js';
import type { Run, Shell } from '../shell.js';
import { listing } from '../table.js';

export const orgAddCommand = (run: Run<AddOrganization>): Command =>
  new Command('add')
    .description('an organization (a team of App Store Connect)')
    .argument('<name>')
    .option('--issuer <uuid>', 'its Issuer ID')
    .option('--enterprise', 'of the Enterprise Program')
    .option('--json', 'print JSON')
    .action((name: string, { issuer, enterprise }: { issuer?: string; enterprise?: true }) =>
      run({ name, issuerId: issuer ?? null, program: enterprise ? 'enterprise' : 'app-store' }),
    );

export async function runOrgAdd({ keyrack, out }: Shell, request: AddOrganization): Promise<void> {
  out.result(await keyrack.addOrganization(request), ({ name }) => `Added ${showName(name)}.`);
}

export const orgListCommand = (run: () => Promise<void>): Command =>
  new Command('list')
    .description('every organization')
    .option('--json', 'print JSON')
    .action(() => run());

export async function runOrgList({ keyrack, out }: Shell): Promise<void> {
  const organizations = await keyrack.listOrganizations();
  out.result(organizations, (all) =>
    listing(
      ['ORGANIZATION', 'ISSUER ID', 'KEYS', 'TAGS'],
      all.map((it) => [it.name, it.issuerId ?? '-', String(it.keys), it.tags.join(', ')]),
    ),
  );
  if (organizations.length === 0) out.note('No organization yet: keyrack import makes one, or keyrack org add.');
}

export const orgRenameCommand = (run: Run<RenameOrganization>): Command =>
  new Command('rename')
    .description('give an organization another name')
    .argument('<organization>', 'a whole name or an id')
    .argument('<name>', 'the new name')
    .option('--json', 'print JSON')
    .action((organization: string, name: string) => run({ organization, name }));

export async function runOrgRename({ keyrack, out }: Shell, request: RenameOrganization): Promise<void> {
  out.result(await keyrack.renameOrganization(request), ({ name }) => `Now called ${showName(name)}.`);
}

export const orgRemoveCommand = (run: Run<RemoveOrganization>): Command =>
  new Command('remove')
    .description('remove an organization that holds no key, not even in the Trash')
    .argument('<organization>', 'a whole name or an id')
    .option('--json', 'print JSON')
    .action((organization: string) => run({ organization }));

export async function runOrgRemove({ keyrack, out }: Shell, request: RemoveOrganization): Promise<void> {
  out.result(await keyrack.removeOrganization(request), ({ name }) => `Removed ${showName(name)}.`);
}
