import { showName } from '../../shared/text.js';
import { placesIn } from '../../shared/tools/places.js';
import { toolOf } from '../../shared/tools/registry.js';
import type { WrittenPlace } from '../../shared/tools/tool.js';
import type { Machine } from '../ports/index.js';
import { pathOf } from '../tool-places.js';
import { type Finding, ok, warning } from './finding.js';

/** Names looked at in one folder, and shown in all: a glance, no scan. */
const mostNames = 2_000;
const mostShown = 20;

interface Place {
  readonly called: string;
  readonly path: string;
}

/** Downloads and Desktop, and the folders altool and Transporter look in; those of the home first: a variable may point to one of them. */
const places: readonly WrittenPlace[] = [
  '~/Downloads',
  '~/Desktop',
  ...placesIn(toolOf('altool'))
    .flatMap(({ place }) => place)
    .sort((a, b) => '~.$'.indexOf(a.charAt(0)) - '~.$'.indexOf(b.charAt(0))),
];
const placesOf = (elsewhere: Machine, cwd: string): readonly Place[] =>
  places.flatMap((called) => {
    const path = pathOf(called, { elsewhere, cwd, from: 'cli' });
    return path === null ? [] : [{ called, path }];
  });

/** Keys in the clear where they should not stay: by name alone, no file is opened. */
export async function checkStrays(machine: Machine, cwd: string): Promise<Finding> {
  const found: string[] = [];
  const refused: string[] = [];
  const seen = new Set<string>();
  for (const { called, path } of placesOf(machine, cwd)) {
    if (seen.has(path)) continue;
    seen.add(path);
    const names = await machine.list(path, mostNames);
    if (names === 'refused') refused.push(called);
    if (typeof names === 'string') continue;
    found.push(...names.filter((name) => /\.p8$/i.test(name)).map((name) => `${called}/${showName(name)}`));
  }
  const unseen = refused.length === 0 ? '' : ` The system did not let Keyrack look into ${refused.join(' and ')}.`;
  if (found.length === 0) return ok('strays', 'None found', `No .p8 in Downloads, on the Desktop, or where Apple’s tools look.${unseen}`);
  const more = found.length > mostShown ? ` and ${found.length - mostShown} more` : '';
  const cleaned = found.some((path) => path.startsWith('~/private_keys/'))
    ? ' ~/private_keys is no place to keep one: apple-actions/upload-testflight-build deletes all of it.'
    : '';
  return warning(
    'strays',
    found.length === 1 ? 'A key in the clear' : `${found.length} keys in the clear`,
    `${found.slice(0, mostShown).join(', ')}${more}.${cleaned}${unseen}`,
    'Import and test each one; once “keyrack test” says it answers, move the file to the Trash. A stale one makes altool fail as if the key were revoked.',
  );
}
