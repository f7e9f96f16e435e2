import type { TestKey } from './keys.js';

/** A file of variables and what each key of it is told as: Key ID, Issuer ID, what the user calls it. */
export interface VariableInput {
  readonly what: string;
  readonly keys: number;
  readonly text: (keys: readonly TestKey[]) => string;
  readonly rows: readonly { readonly keyId: string | null; readonly issuerId: string | null; readonly team?: string }[];
}
export const [firstId, secondId] = ['ABC123DEFG', 'HIJ456KLMN'] as const;
export const [firstIssuer, secondIssuer] = ['57246542-96fe-1a63-e053-0824d011072a', '69a6de70-03db-47e3-e053-5b8c7c11a4d1'] as const;
const one = [{ keyId: firstId, issuerId: firstIssuer }];
const base64Of = (key: TestKey | undefined) => Buffer.from(key?.applePem ?? '').toString('base64');
const escaped = (key: TestKey | undefined) => (key?.applePem ?? '').replaceAll('\n', '\\n');
const file = (what: string, text: (key: TestKey) => string, rows: VariableInput['rows'] = one): VariableInput => ({
  what,
  keys: 1,
  text: ([key]) => (key ? text(key) : ''),
  rows,
});

export const variableInputs: readonly VariableInput[] = [
  file(
    'fastlane’s .env with the key in quotes',
    (key) =>
      `# App Store Connect\nAPP_STORE_CONNECT_API_KEY_KEY_ID=${firstId}\nAPP_STORE_CONNECT_API_KEY_ISSUER_ID=${firstIssuer} # the team's\nAPP_STORE_CONNECT_API_KEY_KEY="${escaped(key)}"\nAPP_STORE_CONNECT_API_KEY_IN_HOUSE=false\nDATABASE_URL=postgres://x\n`,
  ),
  file(
    'fastlane’s with the flag of base64',
    (key) =>
      `APP_STORE_CONNECT_API_KEY_KEY_ID="${firstId}"\nAPP_STORE_CONNECT_API_KEY_ISSUER_ID='${firstIssuer}'\nAPP_STORE_CONNECT_API_KEY_KEY=${base64Of(key)}\nAPP_STORE_CONNECT_API_KEY_IS_KEY_CONTENT_BASE64=true\n`,
  ),
  file(
    'spaceship’s, exported, over several lines',
    (key) =>
      `#!/bin/sh\nset -e\nexport SPACESHIP_CONNECT_API_KEY_ID=${firstId}\nexport SPACESHIP_CONNECT_API_ISSUER_ID=${firstIssuer}\nexport SPACESHIP_CONNECT_API_KEY='${key.applePem}'\nfastlane beta\n`,
  ),
  file(
    'Codemagic’s, without quotes, over several lines',
    (key) =>
      `APP_STORE_CONNECT_ISSUER_ID=${firstIssuer}\nAPP_STORE_CONNECT_KEY_IDENTIFIER=${firstId}\nAPP_STORE_CONNECT_PRIVATE_KEY=${key.applePem}\nOTHER=1\n`,
  ),
  file(
    'GitHub’s names in YAML',
    (key) =>
      `env:\n  APPSTORE_API_KEY_ID: ${firstId}\n  APPSTORE_ISSUER_ID: "${firstIssuer}"\n  APPSTORE_API_PRIVATE_KEY: |\n${key.applePem.replace(/^/gm, '    ')}\n`,
  ),
  file(
    'Tauri’s, whose APPLE_API_KEY is the Key ID',
    (key) => `APPLE_API_ISSUER=${firstIssuer}\nAPPLE_API_KEY=${firstId}\nAPPLE_API_KEY_CONTENT="${escaped(key)}"\n`,
  ),
  file(
    'quill’s in base64',
    (key) => `QUILL_NOTARY_KEY=${base64Of(key)}\nQUILL_NOTARY_KEY_ID=${firstId}\nQUILL_NOTARY_ISSUER=${firstIssuer}\n`,
  ),
  file(
    'GoReleaser’s, CRLF',
    (key) => `MACOS_NOTARY_ISSUER_ID=${firstIssuer}\r\nMACOS_NOTARY_KEY_ID=${firstId}\r\nMACOS_NOTARY_KEY=${base64Of(key)}\r\n`,
  ),
  file('asc’s in base64', (key) => `ASC_KEY_ID=${firstId}\nASC_ISSUER_ID=${firstIssuer}\nASC_PRIVATE_KEY_B64=${base64Of(key)}\n`),
  file('asc’s, of an individual', (key) => `ASC_KEY_ID=${firstId}\nASC_KEY_TYPE=individual\nASC_PRIVATE_KEY="${escaped(key)}"\n`, [
    { keyId: firstId, issuerId: null },
  ]),
  file(
    'asc-mcp’s with a vendor',
    (key) => `ASC_VENDOR_NUMBER=81234567\nASC_ISSUER_ID=${firstIssuer}\nASC_KEY_ID=${firstId}\nASC_PRIVATE_KEY="${key.applePem}"\n`,
  ),
  file(
    'Capgo’s',
    (key) =>
      `APPLE_KEY_ID=${firstId}\nAPPLE_ISSUER_ID=${firstIssuer}\nAPPLE_KEY_CONTENT=${base64Of(key)}\nAPP_STORE_CONNECT_TEAM_ID=TEAM123456\n`,
  ),
  file(
    'Loop’s, with blanks round the signs',
    (key) => `TEAMID = TEAM123456\nFASTLANE_KEY_ID = ${firstId}\nFASTLANE_ISSUER_ID = ${firstIssuer}\nFASTLANE_KEY = "${escaped(key)}"\n`,
  ),
  file(
    'a shell’s here-document',
    (key) =>
      `export ASC_KEY_ID=${firstId} ASC_ISSUER_ID=${firstIssuer}\nASC_PRIVATE_KEY=$(cat <<'EOF'\n${key.applePem}\nEOF\n)\nexport ASC_PRIVATE_KEY\n`,
  ),
  file(
    'a shell that decodes it',
    (key) => `ASC_KEY_ID=${firstId}\nASC_ISSUER_ID=${firstIssuer}\nASC_PRIVATE_KEY="$(echo ${base64Of(key)} | base64 --decode)"\n`,
  ),
  file(
    'names that point at earlier ones',
    (key) => `ISSUER=${firstIssuer}\nKEY='${key.applePem}'\nASC_KEY_ID=${firstId}\nASC_ISSUER_ID=$ISSUER\nASC_PRIVATE_KEY="\${KEY}"\n`,
  ),
  file(
    'PowerShell’s',
    (key) => `$env:ASC_KEY_ID = "${firstId}"\n$env:ASC_ISSUER_ID = "${firstIssuer}"\n$env:ASC_PRIVATE_KEY = "${base64Of(key)}"\n`,
  ),
  file(
    'a batch file’s',
    (key) => `@echo off\r\nset ASC_KEY_ID=${firstId}\r\nset ASC_ISSUER_ID=${firstIssuer}\r\nset ASC_PRIVATE_KEY=${base64Of(key)}\r\n`,
  ),
  file(
    'fish’s',
    (key) => `set -gx ASC_KEY_ID ${firstId}\nset -gx ASC_ISSUER_ID ${firstIssuer}\nset -gx ASC_PRIVATE_KEY '${key.applePem}'\n`,
  ),
  {
    what: 'several clients by a word before, one Issuer ID each',
    keys: 2,
    text: ([a, b]) =>
      `ACME_ASC_KEY_ID=${firstId}\nACME_ASC_ISSUER_ID=${firstIssuer}\nACME_ASC_PRIVATE_KEY=${base64Of(a)}\n\nGLOBEX_ASC_KEY_ID=${secondId}\nGLOBEX_ASC_ISSUER_ID=${secondIssuer}\nGLOBEX_ASC_PRIVATE_KEY=${base64Of(b)}\n`,
    rows: [
      { keyId: firstId, issuerId: firstIssuer, team: 'ACME' },
      { keyId: secondId, issuerId: secondIssuer, team: 'GLOBEX' },
    ],
  },
  {
    what: 'several by a word behind',
    keys: 2,
    text: ([a, b]) =>
      `ASC_KEY_ID_ACME=${firstId}\nASC_KEY_ID_GLOBEX=${secondId}\nASC_ISSUER_ID=${firstIssuer}\nASC_PRIVATE_KEY_ACME="${escaped(a)}"\nASC_PRIVATE_KEY_GLOBEX="${escaped(b)}"\n`,
    rows: [
      { keyId: firstId, issuerId: firstIssuer, team: 'ACME' },
      { keyId: secondId, issuerId: firstIssuer, team: 'GLOBEX' },
    ],
  },
  {
    what: 'the same names twice, under comments',
    keys: 2,
    text: ([a, b]) =>
      `# Acme\nASC_KEY_ID=${firstId}\nASC_ISSUER_ID=${firstIssuer}\nASC_PRIVATE_KEY='${a?.applePem}'\n# Globex\nASC_KEY_ID=${secondId}\nASC_ISSUER_ID=${secondIssuer}\nASC_PRIVATE_KEY='${b?.applePem}'\n`,
    rows: [
      { keyId: firstId, issuerId: firstIssuer },
      { keyId: secondId, issuerId: secondIssuer },
    ],
  },
];
