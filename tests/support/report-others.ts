import type { ReportInput } from './report-inputs.js';

const named = (code: string, is: RegExp, next: RegExp) => ({ code, is, next });
const binary = (hex: string, more = 300) => Buffer.concat([Buffer.from(hex, 'hex'), Buffer.alloc(more, 0x9c)]);
const itself = /AuthKey_<Key ID>/;
const masked = named('E_FILE_PLACEHOLDER', /masked/, itself);
const unexpanded = named('E_FILE_PLACEHOLDER', /name of a variable/, /Set the variable/);
const absent = named('E_FILE_PLACEHOLDER', /template/, itself);
const kept = named('E_FILE_PLACEHOLDER', /kept in another program/, /op read/);
const sops = named('E_FILE_SEALED', /SOPS/, /sops decrypt/);
const enc = 'ENC[AES256_GCM,data:p673w==,iv:YY=,aad:UQ=,tag:A=,type:str]';

export const namedInputs: readonly ReportInput[] = [
  { what: 'PKCS#12', bytes: () => binary('30820a2b020103'), said: named('E_P8_CERT', /PKCS#12/, itself) },
  { what: 'PKCS#12 without a length', bytes: () => binary('3080020103'), said: named('E_P8_CERT', /PKCS#12/, itself) },
  {
    what: 'a provisioning profile',
    bytes: () => binary('3082313006092a864886f70d010702'),
    said: named('E_P8_CERT', /mobileprovision/, itself),
  },
  { what: 'a Java keystore', bytes: () => binary('feedfeed00000002'), said: named('E_P8_OTHER', /Java keystore/, itself) },
  { what: 'git-crypt', bytes: () => binary('00474954435259505400'), said: named('E_FILE_SEALED', /git-crypt/, /git-crypt unlock/) },
  {
    what: 'Git LFS',
    bytes: () => `version https://git-lfs.github.com/spec/v1\noid sha256:${'4d7a2146'.repeat(8)}\nsize 257\n`,
    said: named('E_FILE_STAND_IN', /Git LFS/, /git lfs pull/),
  },
  {
    what: 'git-annex',
    bytes: () => '/annex/objects/SHA256E-s257--4d7a2146.p8\n',
    said: named('E_FILE_STAND_IN', /git-annex/, /git annex get/),
  },
  {
    what: 'Ansible Vault',
    bytes: () => `$ANSIBLE_VAULT;1.1;AES256\n${'6162'.repeat(20)}\n`,
    said: named('E_FILE_SEALED', /Ansible/, /ansible-vault decrypt/),
  },
  {
    what: 'Ansible Vault in YAML',
    bytes: () => `asc_key: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  ${'6162'.repeat(20)}\n`,
    said: named('E_FILE_SEALED', /Ansible/, /ansible-vault decrypt/),
  },
  { what: 'SOPS, any file', bytes: () => JSON.stringify({ data: enc, sops: { mac: enc, version: '3.8.1' } }), said: sops },
  { what: 'SOPS, dotenv', bytes: () => `ASC_PRIVATE_KEY=${enc}\nsops_mac=${enc}\nsops_version=3.8.1\n`, said: sops },
  { what: 'SOPS, YAML', bytes: () => `key: ${enc}\nsops:\n    mac: ${enc}\n`, said: sops },
  {
    what: 'openssl enc',
    bytes: () => Buffer.concat([Buffer.from('Salted__'), Buffer.alloc(264, 0x9c)]),
    said: named('E_FILE_SEALED', /openssl enc/, /openssl enc -d/),
  },
  {
    what: 'transcrypt',
    bytes: () => Buffer.concat([Buffer.from('Salted__'), Buffer.alloc(264, 0x9c)]).toString('base64'),
    said: named('E_FILE_SEALED', /transcrypt/, /transcrypt/),
  },
  { what: 'gpg', bytes: () => binary('85020c03ab'), said: named('E_FILE_SEALED', /PGP/, /gpg/) },
  { what: 'gpg with a passphrase', bytes: () => binary('8c0d040903'), said: named('E_FILE_SEALED', /PGP/, /gpg/) },
  {
    what: 'a message of PGP',
    bytes: () => `-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----\n`,
    said: named('E_FILE_SEALED', /PGP/, /gpg/),
  },
  {
    what: 'a Sealed Secret',
    bytes: () => 'apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nspec: {}\n',
    said: named('E_FILE_SEALED', /Kubernetes/, /cluster/),
  },
  { what: 'age', bytes: () => 'age-encryption.org/v1\n-> X25519 abc\n', said: named('E_FILE_BACKUP', /age file/, /age -d/) },
  {
    what: 'an identity of age',
    bytes: () => '# created: 2026\n# public key: age1abc\nAGE-SECRET-KEY-1',
    said: named('E_P8_OTHER', /identity of age/, itself),
  },
  { what: 'a mask of a CI', bytes: () => '***\n', said: masked },
  { what: 'a mask in a variable', bytes: () => 'ASC_PRIVATE_KEY=********', said: masked },
  { what: 'a mask of GitLab', bytes: () => '[MASKED]', said: masked },
  { what: 'bullets of a settings page', bytes: () => '••••••••', said: masked },
  { what: 'a mask in a frame', bytes: () => '-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----', said: masked },
  { what: 'a variable of a shell', bytes: () => '$ASC_PRIVATE_KEY', said: unexpanded },
  { what: 'a variable in braces, named', bytes: () => `KEY="\${ASC_PRIVATE_KEY}"\n`, said: unexpanded },
  { what: 'a variable of GitHub', bytes: () => `\${{ secrets.APPSTORE_API_PRIVATE_KEY }}`, said: unexpanded },
  { what: 'a variable of Windows', bytes: () => '%ASC_PRIVATE_KEY%', said: unexpanded },
  { what: 'a variable of Azure', bytes: () => '$(ascPrivateKey)', said: unexpanded },
  { what: 'a template', bytes: () => '{{ asc_private_key }}', said: unexpanded },
  { what: 'a reference of 1Password', bytes: () => 'op://Private/ASC/AuthKey.p8', said: kept },
  { what: 'an ARN', bytes: () => 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:asc', said: kept },
  { what: 'undefined', bytes: () => 'undefined', said: absent },
  { what: 'a word of a template', bytes: () => 'APP_STORE_CONNECT_PRIVATE_KEY=<your-private-key>', said: absent },
  {
    what: 'the path of a key',
    bytes: () => '~/Downloads/AuthKey_ABC123DEFG.p8\n',
    said: named('E_FILE_ELSEWHERE', /path/, /Import the file/),
  },
  {
    what: 'an address',
    bytes: () => 'https://appstoreconnect.apple.com/access/integrations/api',
    said: named('E_FILE_STAND_IN', /web/, itself),
  },
  {
    what: 'iCloud’s stand-in',
    bytes: () => Buffer.from('bplist00\xd3\x01NSURLNameKey_AuthKey_ABC123DEFG.p8', 'latin1'),
    said: named('E_FILE_NOT_LOCAL', /iCloud/, /download/),
  },
  { what: 'a “._” file', bytes: () => binary('0005160700020000'), said: named('E_FILE_STAND_IN', /“\._”/, /before it/) },
  {
    what: 'an alias',
    bytes: () => Buffer.from(`book\0\0\0\0mark\0\0\0\0${'x'.repeat(99)}`),
    said: named('E_FILE_STAND_IN', /alias/, /where it leads/),
  },
  {
    what: 'a shortcut',
    bytes: () => '[InternetShortcut]\r\nURL=https://example.com/\r\n',
    said: named('E_FILE_STAND_IN', /shortcut/, itself),
  },
  { what: 'a zip', bytes: () => Buffer.from('PK\x03\x04rest of it', 'latin1'), said: named('E_FILE_ZIP', /zip/, /Unpack/) },
  { what: 'gzip', bytes: () => binary('1f8b0800'), said: named('E_FILE_ZIP', /gzip/, /Unpack/) },
  { what: '7-Zip', bytes: () => binary('377abcaf271c'), said: named('E_FILE_ZIP', /7-Zip/, /Unpack/) },
  {
    what: 'tar',
    bytes: () => Buffer.concat([Buffer.from('AuthKey.p8'), Buffer.alloc(247), Buffer.from('ustar\0')]),
    said: named('E_FILE_ZIP', /tar/, /Unpack/),
  },
  {
    what: 'a document of Word',
    bytes: () => Buffer.from('PK\x03\x04\x14\0\x06\0[Content_Types].xml', 'latin1'),
    said: named('E_FILE_DOCUMENT', /office/, /copy the key/),
  },
  { what: 'PDF', bytes: () => '%PDF-1.7\n%âãÏÓ\n', said: named('E_FILE_DOCUMENT', /PDF/, /copy the key/) },
  { what: 'a screenshot', bytes: () => binary('89504e470d0a1a0a'), said: named('E_FILE_DOCUMENT', /picture/, itself) },
  {
    what: 'a key of PGP',
    bytes: () => '-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nlQVYB\n-----END PGP PRIVATE KEY BLOCK-----\n',
    said: named('E_P8_OTHER', /PGP key/, itself),
  },
  { what: 'a key of PuTTY', bytes: () => 'PuTTY-User-Key-File-2: ssh-rsa\nEncryption: none\n', said: named('E_P8_OTHER', /PuTTY/, itself) },
  {
    what: 'the public half of an SSH key',
    bytes: () => `ssh-ed25519 AAAA${'C3Nz'.repeat(15)} bob@example.com`,
    said: named('E_P8_OTHER', /SSH/, itself),
  },
  {
    what: 'a token',
    bytes: () => `eyJhbGciOiJFUzI1NiJ9.${'eyJpc3MiOiJ4In0'.repeat(3)}.${'A'.repeat(86)}`,
    said: named('E_P8_OTHER', /token/, itself),
  },
];
