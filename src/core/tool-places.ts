import { join, resolve } from 'node:path';
import { placesIn } from '../shared/tools/places.js';
import { type ToolId, toolIds, toolOf } from '../shared/tools/registry.js';
import type { WrittenPlace } from '../shared/tools/tool.js';
import type { Place } from '../strongroom/client/contract.js';
import type { KeyrackPorts } from './deps.js';

type Around = Pick<KeyrackPorts, 'elsewhere' | 'cwd' | 'from'>;

/** The tools' places on this machine, in the registry's order. What lies in a project is found by the command line alone. */
export function placesOf(tools: readonly ToolId[], around: Around): readonly Place[] {
  const asked = toolIds.filter((id) => tools.includes(id));
  return asked.flatMap((of) =>
    placesIn(toolOf(of)).flatMap(({ as, place }) => {
      const [path] = [place].flat().flatMap((written) => pathOf(written, around) ?? []);
      return path === undefined ? [] : [{ path, as, of }];
    }),
  );
}

/** Null where it is nowhere: the variable is not set, or nobody works in a folder. */
export function pathOf(written: WrittenPlace, { elsewhere, cwd, from }: Around): string | null {
  if (!elsewhere) return null;
  const { homedir, env } = elsewhere;
  const [root = '', ...below] = written.split('/');
  if (root === '~') return join(homedir, ...below);
  if (root === '.') return from === 'cli' ? join(cwd, ...below) : null;
  const value = env[root.slice(1)];
  return value ? join(resolve(cwd, value.replace(/^~(?=[\\/])/, homedir)), ...below) : null;
}
