import { Command } from 'commander';
import type { Shell } from '../program.js';
import { table } from '../table.js';

export const organizationCommands = ({ keyrack, out }: Shell): readonly Command[] => [
  new Command('org')
    .description('organizations')
    .addCommand(
      new Command('add')
        .argument('<name>')
        .option('--issuer <uuid>')
        .option('--enterprise', 'of the Enterprise Program')
        .option('--json')
        .action(async (name: string, { issuer, enterprise }: { issuer?: string; enterprise?: true }) => {
          const program = enterprise ? 'enterprise' : 'app-store';
          out.result(await keyrack.addOrganization({ name, issuerId: issuer ?? null, program }), (it) => `Added ${it.name}.`);
        }),
    )
    .addCommand(
      new Command('list').option('--json').action(async () => {
        out.result(await keyrack.listOrganizations(), (all) => table(all.map((it) => [it.name, it.issuerId ?? '-', `${it.keys} keys`])));
      }),
    )
    .addCommand(
      new Command('rename')
        .argument('<organization>')
        .argument('<name>')
        .option('--json')
        .action(async (organization: string, name: string) => {
          out.result(await keyrack.renameOrganization({ organization, name }), (it) => `Now called ${it.name}.`);
        }),
    )
    .addCommand(
      new Command('remove')
        .argument('<organization>')
        .option('--json')
        .action(async (organization: string) => {
          out.result(await keyrack.removeOrganization({ organization }), (it) => `Removed ${it.name}.`);
        }),
    ),
];
