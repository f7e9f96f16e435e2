import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { issuerId } from './home.js';
import { makeKey, type TestKey } from './keys.js';

export const issuers = {
  acme: issuerId,
  borealis: '69a6de70-0000-1111-2222-333344445555',
  single: '11111111-2222-3333-4444-555566667777',
} as const;

export interface ToolsHome {
  readonly home: string;
  /** A project's folder: eas.json, fastlane/ and private_keys/ lie in it. */
  readonly project: string;
  /** Every key that lies in it, by Key ID. */
  readonly keys: Readonly<Record<string, TestKey>>;
}

/**
 * A user's home in which the other tools have worked: files, names and encodings as each of them writes them (their own
 * documentation and sources). asckey's registry documents what it holds, not how its fields are written: key_id is our reading.
 */
export async function layOutTools(root: string): Promise<ToolsHome> {
  const home = join(root, 'user');
  const project = join(home, 'project');
  const ids = [
    'ASCWORK001',
    'ASCHOME001',
    'TDDWORKS01',
    'ASCKEYTM01',
    'ASCKEYIN01',
    'ASCMCPKE01',
    'FASTLANE01',
    'RCODESIG01',
    'EASSUBMI01',
    'ALTOOLKE01',
  ];
  const keys = Object.fromEntries(ids.map((id) => [id, makeKey()]));
  const pem = (id: string) => keys[id]?.applePem ?? '';
  const put = async (path: string, content: unknown) => {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await writeFile(path, typeof content === 'string' ? content : `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
    return path;
  };
  const p8 = (folder: string, id: string) => put(join(home, folder, `AuthKey_${id}.p8`), pem(id));

  const work = await p8('keys', 'ASCWORK001');
  await p8('.asc', 'ASCHOME001');
  await put(join(home, '.asc/config.json'), {
    key_id: 'ASCWORK001',
    issuer_id: issuers.acme,
    private_key_path: work,
    default_key_name: 'work',
    keys: [
      { name: 'work', key_id: 'ASCWORK001', issuer_id: issuers.acme, private_key_path: work },
      { name: 'private', key_id: 'ASCHOME001', issuer_id: issuers.borealis, private_key_path: '~/.asc/AuthKey_ASCHOME001.p8' },
    ],
    app_id: '',
    vendor_number: '',
    timeout: '',
  });
  await put(join(home, '.asc/credentials.json'), {
    accounts: { default: { keyID: 'TDDWORKS01', issuerID: issuers.acme, privateKeyPEM: pem('TDDWORKS01'), vendorNumber: '88012345' } },
    active: 'default',
  });

  await p8('.asckey/keys/myapp', 'ASCKEYTM01');
  await p8('.asckey/keys/mine', 'ASCKEYIN01');
  await put(join(home, '.asckey/config.json'), {
    default: 'myapp',
    keys: {
      myapp: { key_id: 'ASCKEYTM01', issuer_id: issuers.acme, subject: 'team', note: '' },
      mine: { key_id: 'ASCKEYIN01', issuer_id: issuers.single, subject: 'user', note: 'my personal key' },
    },
  });

  const company = await p8('.keys', 'ASCMCPKE01');
  await put(join(home, '.config/asc-mcp/companies.json'), {
    companies: [
      { id: 'client', name: 'Client Corp', key_id: 'ASCMCPKE01', issuer_id: issuers.single, key_path: company, vendor_number: '81234567' },
      { id: 'acme', name: 'Acme', key_id: 'ASCWORK001', issuer_id: issuers.acme, key_path: work },
    ],
  });

  await put(join(project, 'fastlane/api_key.json'), {
    key_id: 'FASTLANE01',
    issuer_id: issuers.acme,
    key: pem('FASTLANE01'),
    duration: 500,
    in_house: false,
  });
  await put(join(project, 'fastlane/report.json'), { steps: [] });
  await put(join(home, '.appstoreconnect/key.json'), {
    issuer_id: issuers.borealis,
    key_id: 'RCODESIG01',
    private_key: pem('RCODESIG01').split('\n').slice(1, -1).join(''),
  });
  await put(join(project, 'AuthKey_EASSUBMI01.p8'), pem('EASSUBMI01'));
  await put(join(project, 'eas.json'), {
    cli: { version: '>= 10.0.0' },
    submit: {
      production: { ios: { ascApiKeyPath: './AuthKey_EASSUBMI01.p8', ascApiKeyIssuerId: issuers.acme, ascApiKeyId: 'EASSUBMI01' } },
      preview: { ios: { ascApiKeyPath: './AuthKey_EASSUBMI01.p8', ascApiKeyIssuerId: issuers.acme, ascApiKeyId: 'EASSUBMI01' } },
    },
  });
  await p8('private_keys', 'ALTOOLKE01');
  await p8('.appstoreconnect/private_keys', 'ASCWORK001');
  return { home, project, keys };
}

/** Every file below: its name, content, size, mode and times. Equal before and after means that nothing was touched. */
export async function contentsOf(root: string): Promise<readonly string[]> {
  const names = (await readdir(root, { recursive: true })).sort();
  return Promise.all(
    names.map(async (name) => {
      const { mode, size, mtimeMs, ino } = await stat(join(root, name));
      const bytes = await readFile(join(root, name)).catch(() => Buffer.alloc(0));
      return `${name} ${mode} ${size} ${mtimeMs} ${ino} ${createHash('sha256').update(bytes).digest('hex')}`;
    }),
  );
}
