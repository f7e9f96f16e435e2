import { basename } from 'node:path';
import type { ToolId } from '../../src/shared/tools/registry.js';

/** What one key's entry says, as the tool's file has it. Any of it may be bent: `undefined` is left out, other values are of the wrong kind. */
export interface Entry {
  readonly keyId: unknown;
  readonly issuerId: unknown;
  readonly name: unknown;
  /** The key's text. */
  readonly key: unknown;
  /** Absolute, where the key lies. */
  readonly path: unknown;
}

/** A tool's file with one key in it, as the tool writes it (its own documentation or source). */
export interface Sample {
  readonly file: string;
  /** Where the private key is: in the file itself, or in another that it names. */
  readonly key: 'in it' | 'beside it';
  /** Where the other file lies, below the folder of this one; left out: anywhere. */
  readonly keyFile?: (keyId: string) => string;
  readonly json: (entry: Entry) => unknown;
}

const bare = (pem: unknown) => (typeof pem === 'string' && pem.startsWith('-----') ? pem.trim().split('\n').slice(1, -1).join('') : pem);

/** Those that keep bare keys have none: an `AuthKey_<Key ID>.p8` is theirs. */
export const samples: Readonly<Record<ToolId, readonly Sample[]>> = {
  asc: [
    {
      file: 'config.json',
      key: 'beside it',
      json: ({ keyId, issuerId, name, path }) => ({
        key_id: keyId,
        issuer_id: issuerId,
        private_key_path: path,
        default_key_name: name,
        keys: [{ name, key_id: keyId, issuer_id: issuerId, private_key_path: path }],
        timeout: '',
      }),
    },
    {
      file: 'old-config.json',
      key: 'beside it',
      json: ({ keyId, issuerId, path }) => ({ key_id: keyId, issuer_id: issuerId, private_key_path: path }),
    },
    {
      file: 'credentials.json',
      key: 'in it',
      json: ({ keyId, issuerId, name, key }) => ({
        accounts: { [String(name)]: { keyID: keyId, issuerID: issuerId, privateKeyPEM: key } },
        active: name,
      }),
    },
  ],
  asckey: [
    {
      file: 'config.json',
      key: 'beside it',
      keyFile: (keyId) => `keys/myapp/AuthKey_${keyId}.p8`,
      json: ({ keyId, issuerId, name }) => ({
        default: name,
        keys: { [String(name)]: { key_id: keyId, issuer_id: issuerId, subject: 'team', note: '' } },
      }),
    },
  ],
  'asc-mcp': [
    {
      file: 'companies.json',
      key: 'beside it',
      json: ({ keyId, issuerId, name, path }) => ({
        companies: [{ id: 'client', name, key_id: keyId, issuer_id: issuerId, key_path: path, vendor_number: '81234567' }],
      }),
    },
  ],
  fastlane: [
    {
      file: 'api_key.json',
      key: 'in it',
      json: ({ keyId, issuerId, key }) => ({ key_id: keyId, issuer_id: issuerId, key, duration: 500, in_house: false }),
    },
  ],
  rcodesign: [
    {
      file: 'key.json',
      key: 'in it',
      json: ({ keyId, issuerId, key }) => ({ issuer_id: issuerId, key_id: keyId, private_key: bare(key) }),
    },
  ],
  eas: [
    {
      file: 'eas.json',
      key: 'beside it',
      keyFile: (keyId) => `AuthKey_${keyId}.p8`,
      json: ({ keyId, issuerId, name, path }) => ({
        cli: { version: '>= 10.0.0' },
        submit: {
          [String(name)]: {
            ios: {
              ascApiKeyPath: typeof path === 'string' && /[/]AuthKey_\w+[.]p8$/.test(path) ? `./${basename(path)}` : path,
              ascApiKeyIssuerId: issuerId,
              ascApiKeyId: keyId,
            },
          },
        },
      }),
    },
  ],
  altool: [],
  env: [],
  postman: [
    {
      file: 'asc.postman_environment.json',
      key: 'in it',
      json: ({ keyId, issuerId, key }) => ({
        name: 'ASC',
        values: [
          { key: 'keyId', value: keyId, enabled: true },
          { key: 'issuerId', value: issuerId, enabled: true },
          { key: 'privateKey', value: key, enabled: true },
        ],
        _postman_variable_scope: 'environment',
      }),
    },
  ],
  list: [
    { file: 'keys.json', key: 'in it', json: ({ keyId, issuerId, name, key }) => [{ name, key_id: keyId, issuer_id: issuerId, key }] },
  ],
};
