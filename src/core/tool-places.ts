import { join, resolve } from 'node:path';
import type { Place } from '../strongroom/client/contract.js';
import type { KeyrackPorts } from './deps.js';

/** Other tools whose keys can be taken over. Postman has no usual place: its exports are named by path. */
export const toolNames = ['asc', 'asckey', 'asc-mcp', 'fastlane', 'rcodesign', 'eas', 'altool'] as const;
export type ToolName = (typeof toolNames)[number];
export const isToolName = (text: string): text is ToolName => toolNames.some((name) => name === text);

/**
 * Their usual places. The files that know a key's Issuer ID come first: the same key in a bare folder is then the repeat.
 * The window works in no folder: what lies in a project is found by the command line alone.
 */
export function placesOf(
  tools: readonly ToolName[],
  { elsewhere, cwd, from }: Pick<KeyrackPorts, 'elsewhere' | 'cwd' | 'from'>,
): readonly Place[] {
  if (!elsewhere) return [];
  const { homedir, env } = elsewhere;
  const home = (...path: readonly string[]) => join(homedir, ...path);
  const here = (...path: readonly string[]) => (from === 'cli' ? [join(cwd, ...path)] : []);
  const named = (variable: string) => (env[variable] ? [resolve(cwd, env[variable].replace(/^~(?=[\\/])/, homedir))] : []);
  const asckey = named('ASCKEY_HOME')[0] ?? home('.asckey');
  const paths: Readonly<Record<ToolName, Partial<Record<'file' | 'keys' | 'json', readonly string[]>>>> = {
    asc: {
      file: [...named('ASC_CONFIG_PATH'), ...here('.asc', 'config.json'), home('.asc', 'config.json'), home('.asc', 'credentials.json')],
      keys: [home('.asc')],
    },
    asckey: {
      file: named('ASCKEY_CONFIG')[0] ? named('ASCKEY_CONFIG') : [join(asckey, 'config.json')],
      keys: [named('ASCKEY_KEYS_DIR')[0] ?? join(asckey, 'keys')],
    },
    'asc-mcp': {
      file: [
        ...named('ASC_MCP_COMPANIES'),
        home('.config', 'asc-mcp', 'companies.json'),
        home('Library', 'Application Support', 'asc-mcp', 'companies.json'),
        ...here('companies.json'),
      ],
    },
    fastlane: { file: named('APP_STORE_CONNECT_API_KEY_PATH'), json: [...here('fastlane'), home('.fastlane')] },
    rcodesign: { json: [home('.appstoreconnect')] },
    eas: { file: here('eas.json') },
    altool: {
      keys: [
        ...named('API_PRIVATE_KEYS_DIR'),
        ...here('private_keys'),
        home('private_keys'),
        home('.private_keys'),
        home('.appstoreconnect', 'private_keys'),
      ],
    },
  };
  return toolNames
    .filter((tool) => tools.includes(tool))
    .flatMap((of) => (['file', 'json', 'keys'] as const).flatMap((as) => (paths[of][as] ?? []).map((path): Place => ({ path, as, of }))));
}
