import type { ToolDescriptor } from './tool.js';

/**
 * Every tool whose keys can be taken over, in the order they are looked at: those whose files know a key's Issuer ID come first, the
 * same key in a bare folder is then the repeat. To add one: its entry here, and its reader (`strongroom/inside/keys/json/readers.ts`);
 * `tests/integration/tools.test.ts` runs over all of them.
 */
export const tools = {
  /** Two tools go by this name, and keep their things in one folder. */
  asc: {
    name: 'asc',
    places: {
      file: ['$ASC_CONFIG_PATH', './.asc/config.json', '~/.asc/config.json', '~/.asc/credentials.json'],
      keys: ['~/.asc'],
    },
    foldersDown: 0,
    json: { marks: ['accounts', 'keys'] },
    toDrop: null,
  },
  asckey: {
    name: 'asckey',
    places: {
      file: [['$ASCKEY_CONFIG', '$ASCKEY_HOME/config.json', '~/.asckey/config.json']],
      keys: [['$ASCKEY_KEYS_DIR', '$ASCKEY_HOME/keys', '~/.asckey/keys']],
    },
    // Each key in a folder named after it.
    foldersDown: 1,
    json: { marks: ['keys'] },
    toDrop: null,
  },
  'asc-mcp': {
    name: 'asc-mcp',
    places: {
      file: [
        '$ASC_MCP_COMPANIES',
        '~/.config/asc-mcp/companies.json',
        '~/Library/Application Support/asc-mcp/companies.json',
        './companies.json',
      ],
    },
    foldersDown: 0,
    json: { marks: ['companies'] },
    toDrop: null,
  },
  fastlane: {
    name: 'fastlane',
    places: { file: ['$APP_STORE_CONNECT_API_KEY_PATH'], json: ['./fastlane', '~/.fastlane'] },
    foldersDown: 0,
    json: { marks: ['key_id'] },
    toDrop: 'fastlane’s JSON in a project',
  },
  rcodesign: {
    name: 'rcodesign',
    places: { json: ['~/.appstoreconnect'] },
    foldersDown: 0,
    json: { marks: ['key_id'] },
    toDrop: null,
  },
  eas: {
    name: 'eas',
    places: { file: ['./eas.json'] },
    foldersDown: 0,
    json: { marks: ['submit'] },
    toDrop: 'an eas.json',
  },
  altool: {
    name: 'altool and Transporter',
    places: {
      keys: ['$API_PRIVATE_KEYS_DIR', './private_keys', '~/private_keys', '~/.private_keys', '~/.appstoreconnect/private_keys'],
    },
    foldersDown: 0,
    json: null,
    toDrop: null,
  },
  postman: { name: 'Postman', places: {}, foldersDown: 0, json: { marks: [] }, toDrop: 'a Postman export' },
  /** Variables that tools read, in a `.env` or a shell's file; read by `strongroom/inside/keys/variables/`. */
  env: { name: 'variables', places: {}, foldersDown: 0, json: null, toDrop: 'a .env file' },
  /** Of no tool in particular: keys in a JSON list. */
  list: { name: 'list', places: {}, foldersDown: 0, json: { marks: [] }, toDrop: null },
} as const satisfies Readonly<Record<string, ToolDescriptor>>;

export type ToolId = keyof typeof tools;
/** Those that keep keys in JSON, each of which the strongroom has a reader for. */
export type JsonToolId = { [Id in ToolId]: (typeof tools)[Id]['json'] extends null ? never : Id }[ToolId];
/** Those whose files tell of a key by more than its name. */
export type TellingToolId = JsonToolId | 'env';

export const toolIds = Object.keys(tools) as readonly ToolId[];
export const toolOf = (id: ToolId): ToolDescriptor => tools[id];
