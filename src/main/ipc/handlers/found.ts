import { type FoundKeys, isWorthwhile, scanLimit } from '../../../core/usecases/imports/find-keys.js';
import { KeyrackError } from '../../../shared/errors/index.js';
import type { FoundPreview, Handlers } from '../../../shared/ipc/contract.js';
import { isPlacedTool } from '../../../shared/tools/places.js';
import type { Shell } from '../../desktop/desktop.js';
import { said } from '../../words.js';
import { inSteps, tellReading, told } from './in-steps.js';

/** Look, show, pick, import. The page picks rows of what main has seen, and names only folders and files that were given to the window. */
export function foundHandlers({
  keyrack,
  paths: named,
  ask,
  jobs,
}: Shell): Pick<Handlers['keys'], 'findInFolder' | 'findElsewhere' | 'importFound'> {
  let seen: FoundKeys = { rows: [], skipped: [], more: false };
  let preview = 0;
  const look = async (id: string | undefined, from: readonly string[]): Promise<FoundPreview> => {
    seen = await jobs.run(id, (job) =>
      keyrack.findKeys({ from, limit: scanLimit, onProgress: told(inSteps(tellReading(job, 'look'))), signal: job.signal }),
    );
    preview += 1;
    named.handOut(seen.rows.flatMap(({ path, keyPath }) => [path, keyPath]));
    return {
      preview,
      rows: seen.rows.map((row) => ({ ...row, warnings: [...row.warnings], worthwhile: isWorthwhile(row) })),
      skipped: [...seen.skipped],
      more: seen.more,
    };
  };

  return {
    async findInFolder({ job, paths }) {
      if (paths) return look(job, paths.map(named.known));
      const folder = await ask.folder();
      return folder === null ? null : look(job, [folder]);
    },
    async findElsewhere({ job, tools }) {
      const known = tools.filter((tool) => tool === 'all' || isPlacedTool(tool));
      if (known.length !== tools.length) throw new KeyrackError('E_USAGE');
      return look(job, known);
    },
    async importFound({ job: id, preview: shown, picked, organization, issuerId, rest = null, typed = [], keepBoth = false }) {
      if (shown !== preview) throw new KeyrackError('E_USAGE', said.previewGone);
      const byNumber = new Map(seen.rows.filter(({ state }) => state !== 'refused').map((row) => [row.row, row]));
      const home = rest === null ? null : nameOf(rest);
      const rows = picked.flatMap((number) => {
        const row = byNumber.get(number);
        return row ? [{ ...row, organization: row.organization ?? home }] : [];
      });
      const made = organization ?? rest;
      const imported = await jobs.run(id, (job) =>
        keyrack.importFound({
          rows,
          organization: organization === null ? null : nameOf(organization),
          program: made !== null && 'program' in made ? made.program : 'app-store',
          issuerId,
          keyIds: new Map(typed.map(({ row, keyId }) => [row, keyId])),
          keepBoth,
          onProgress: inSteps(tellReading(job, 'import')),
          signal: job.signal,
        }),
      );
      return {
        rows: imported.rows.map(({ file, ok, id, keyId, warnings, error }) => ({
          path: file,
          ok,
          id,
          keyId,
          warnings: [...warnings],
          error,
        })),
      };
    },
  };
}

const nameOf = (organization: { readonly id: string } | { readonly name: string }): string =>
  'id' in organization ? organization.id : organization.name;
