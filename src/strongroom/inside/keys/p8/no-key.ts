import { type ErrorCode, KeyrackError } from '../../../../shared/errors/index.js';

/** What people and programs keep in a key's place, told by how it begins or what it says. */
interface Lookalike {
  readonly is: (seen: Seen) => boolean;
  readonly code: ErrorCode;
  readonly what: string;
  readonly next: string;
}

interface Seen {
  /** The beginning, a byte a character: as files are told apart. */
  readonly head: string;
  /** All of it as text, as it is and without a variable's name and quotes; none where it is more than a line. */
  readonly lines: readonly string[];
  /** The first part of it as text. */
  readonly text: string;
}

const findTheKey = 'Import the AuthKey_<Key ID>.p8 itself.';
const copyItOut = 'Open it, copy the key from “-----BEGIN” to the last dash, and import that text.';
const unpack = 'Unpack it first, then import the .p8 inside.';

const begins =
  (...starts: readonly string[]) =>
  ({ head }: Seen) =>
    starts.some((start) => head.startsWith(start));
const says =
  (pattern: RegExp) =>
  ({ text }: Seen) =>
    pattern.test(text);
const isLine =
  (pattern: RegExp) =>
  ({ lines }: Seen) =>
    lines.some((line) => pattern.test(line));

const sealed: readonly Lookalike[] = [
  {
    is: begins('\0GITCRYPT\0'),
    code: 'E_FILE_SEALED',
    what: 'This file is encrypted by git-crypt: the repository is locked here.',
    next: 'Run “git-crypt unlock” in the repository, then import the file again.',
  },
  {
    is: says(/^\s*(?:[\w.-]{1,100}\s{0,8}[=:]\s{0,8})?(?:!vault\s{1,8}\|[\d-]{0,3}\s{1,80})?\$ANSIBLE_VAULT;/),
    code: 'E_FILE_SEALED',
    what: 'This file is encrypted by Ansible Vault.',
    next: 'Decrypt it with “ansible-vault decrypt --output AuthKey_<Key ID>.p8 FILE”, then import the result.',
  },
  {
    is: says(/\bENC\[AES256_GCM,/),
    code: 'E_FILE_SEALED',
    what: 'This file is encrypted by SOPS.',
    next: 'Decrypt it with “sops decrypt FILE”, then import what comes out.',
  },
  {
    is: says(/^\s*-----BEGIN PGP MESSAGE-----/),
    code: 'E_FILE_SEALED',
    what: 'This is a message encrypted with PGP.',
    next: 'Decrypt it with “gpg --output AuthKey_<Key ID>.p8 --decrypt FILE”, then import the result.',
  },
  {
    // A session key for a public key, of either format of packets, or for a passphrase.
    is: ({ head }) => /^(?:\x85[\0-\x08][\s\S]\x03|\x84[\s\S]\x03|\xc1[\s\S]{1,2}\x03|\x8c[\s\S]\x04|\xc3[\s\S]\x04)/.test(head),
    code: 'E_FILE_SEALED',
    what: 'This file is encrypted with PGP.',
    next: 'Decrypt it with “gpg --output AuthKey_<Key ID>.p8 --decrypt FILE”, then import the result.',
  },
  {
    is: ({ head, text }) => head.startsWith('Salted__') || text.trimStart().startsWith('U2FsdGVkX1'),
    code: 'E_FILE_SEALED',
    what: 'This file is encrypted with a passphrase, by “openssl enc” or a tool that uses it (transcrypt, a CI’s encrypted files).',
    next: 'Decrypt it as it was encrypted (openssl enc -d, transcrypt), then import the result.',
  },
  {
    is: says(/^kind: SealedSecret\b/m),
    code: 'E_FILE_SEALED',
    what: 'This is a Sealed Secret of Kubernetes: only its cluster can open it.',
    next: 'Take the key out of the cluster (kubectl get secret), or find the file it was made from.',
  },
];

const standIns: readonly Lookalike[] = [
  {
    is: says(/^version https:\/\/git-lfs\.github\.com\/spec\//),
    code: 'E_FILE_STAND_IN',
    what: 'This is Git LFS’s pointer to the file, not the file: it was not downloaded with the repository.',
    next: 'Run “git lfs pull” in the repository, then import the file again.',
  },
  {
    is: says(/^\/?(?:[^\s]{0,400}\/)?annex\/objects\//),
    code: 'E_FILE_STAND_IN',
    what: 'This is git-annex’s pointer to the file, not the file.',
    next: 'Run “git annex get FILE” in the repository, then import the file again.',
  },
  {
    is: ({ head }) => head.startsWith('bplist00') && head.includes('NSURLNameKey'),
    code: 'E_FILE_NOT_LOCAL',
    what: 'This is iCloud’s stand-in for a file that is not on this machine.',
    next: 'Open its folder in the Finder, let the file download, then import it again.',
  },
  {
    is: begins('\0\x05\x16\x07'),
    code: 'E_FILE_STAND_IN',
    what: 'This is a “._” file, which macOS leaves beside a file for its attributes; the key is not in it.',
    next: 'Import the file whose name has no “._” before it.',
  },
  {
    is: begins('book\0\0\0\0mark\0\0\0\0', 'L\0\0\0\x01\x14\x02\0'),
    code: 'E_FILE_STAND_IN',
    what: 'This is an alias or a shortcut to a file, not the file.',
    next: 'Open where it leads, and import the file there.',
  },
  {
    is: says(/^\[InternetShortcut\]/),
    code: 'E_FILE_STAND_IN',
    what: 'This is a shortcut to an address, not a file.',
    next: findTheKey,
  },
  {
    is: isLine(/^https?:\/\/\S{1,1000}$/i),
    code: 'E_FILE_STAND_IN',
    what: 'This is an address on the web, not a key.',
    next: `Download the file there, and import that. ${findTheKey}`,
  },
  {
    is: isLine(
      /^(?:file:\/\/)?(?:~|\.{0,2}|[A-Za-z]:)?[\\/]?(?:[^\\/\s]{1,255}(?: [^\\/\s]{1,255}){0,9}[\\/]){0,40}[^\\/\s]{1,255}\.(?:p8|pem)$/i,
    ),
    code: 'E_FILE_ELSEWHERE',
    what: 'This is only the name or the path of a key’s file.',
    next: 'Import the file it names.',
  },
];

const placeholders: readonly Lookalike[] = [
  {
    is: ({ text, lines }) =>
      /^\s*-----BEGIN [A-Z ]{0,40}-----\s{1,8}(?:\\n)?[*•●.…xX\s]{1,400}(?:\\n)?-----END/.test(text) ||
      lines.some((line) =>
        /^(?:[*•●█]{2,}|[xX]{4,}|\.{3,}|…|[[<(]?(?:masked|redacted|filtered|hidden|secret|removed)[\])>]?)$/i.test(line),
      ),
    code: 'E_FILE_PLACEHOLDER',
    what: 'The key is masked here (“***”): a build’s log or a settings page hides secrets so.',
    next: `The key cannot be got back from this. ${findTheKey}`,
  },
  {
    is: isLine(
      /^(?:op|vault|ref\+\w{1,40}|ssm|awssm|gcpsm|akv|secretref):\/{0,3}\S{1,500}$|^arn:aws:\S{1,500}$|^projects\/\S{1,200}\/secrets\/\S{1,200}$/i,
    ),
    code: 'E_FILE_PLACEHOLDER',
    what: 'This names where a secret is kept in another program, and is not the secret.',
    next: 'Read it there (such as “op read”), and import what comes out.',
  },
  {
    is: isLine(
      /^(?:\$\{?\{?[^\n]{1,200}\}?\}?|\$\([^\n]{1,200}\)|%[A-Za-z_]\w{0,100}%|\{\{[^\n]{1,200}\}\}|<%[^\n]{1,200}%>|@@?\w{1,100}@@?|#\{[^\n]{1,200}\}|(?:secrets|env|vars|inputs)\.\w{1,100})$/,
    ),
    code: 'E_FILE_PLACEHOLDER',
    what: 'This is the name of a variable, not its value: nothing has put the key in its place.',
    next: `Set the variable where this was made, or ${findTheKey.charAt(0).toLowerCase()}${findTheKey.slice(1)}`,
  },
  {
    is: isLine(
      /^(?:null|undefined|none|nil|true|false|nan|todo|tbd|changeme|change_me|replace_?me|\[object Object\]|<?your[ _-][\w -]{1,80}>?|<[\w .-]{1,80}>)$/i,
    ),
    code: 'E_FILE_PLACEHOLDER',
    what: 'This is what a program or a template writes where a key is missing.',
    next: findTheKey,
  },
];

const archives: readonly Lookalike[] = (
  [
    ['gzip', '\x1f\x8b'],
    ['bzip2', 'BZh'],
    ['xz', '\xfd7zXZ\0'],
    ['7-Zip', "7z\xbc\xaf'\x1c"],
    ['RAR', 'Rar!\x1a\x07'],
    ['Zstandard', '\x28\xb5\x2f\xfd'],
    ['xar (.pkg)', 'xar!'],
  ] as const
).map(([name, magic]) => ({
  is: begins(magic),
  code: 'E_FILE_ZIP' as const,
  what: `This is an archive (${name}), not a key.`,
  next: unpack,
}));

const documents: readonly Lookalike[] = [
  {
    is: ({ head }) =>
      head.startsWith('PK\x03\x04') &&
      /\[Content_Types\]\.xml|word\/|xl\/|ppt\/|mimetypeapplication\/vnd|Index\/Document\.iwa|preview\.jpg/.test(head),
    code: 'E_FILE_DOCUMENT',
    what: 'This is a document of an office program, not a key.',
    next: copyItOut,
  },
  {
    is: begins('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'),
    code: 'E_FILE_DOCUMENT',
    what: 'This is a document of an office program, not a key.',
    next: copyItOut,
  },
  { is: begins('%PDF-'), code: 'E_FILE_DOCUMENT', what: 'This is a PDF, not a key.', next: copyItOut },
  {
    is: ({ head }) =>
      /^(?:\x89PNG|\xff\xd8\xff|GIF8|RIFF[\s\S]{4}WEBP|[\s\S]{4}ftyp(?:heic|mif1|avif)|BM[\s\S]{4}\0{4}|II\*\0|MM\0\*)/.test(head),
    code: 'E_FILE_DOCUMENT',
    what: 'This is a picture, not a key. A key cannot be typed from one without a mistake.',
    next: findTheKey,
  },
  { is: begins('bplist0'), code: 'E_FILE_DOCUMENT', what: 'This is a property list of macOS, not a key.', next: findTheKey },
  { is: begins('SQLite format 3\0'), code: 'E_FILE_DOCUMENT', what: 'This is a database, not a key.', next: findTheKey },
  {
    is: begins('\x7fELF', 'MZ', '\xcf\xfa\xed\xfe', '\xca\xfe\xba\xbe'),
    code: 'E_FILE_DOCUMENT',
    what: 'This is a program, not a key.',
    next: findTheKey,
  },
];

const otherKeys: readonly Lookalike[] = [
  {
    is: ({ head }) => /^\x30(?:\x80|\x81[\s\S]|\x82[\s\S]{2}|\x83[\s\S]{3}|\x84[\s\S]{4})\x02\x01\x03/.test(head),
    code: 'E_P8_CERT',
    what: 'This is a PKCS#12 archive (.p12, .pfx), which holds a certificate and its key; App Store Connect API keys do not come in one.',
    next: 'Look for AuthKey_<Key ID>.p8; what signs apps does not open the App Store Connect API.',
  },
  {
    is: ({ head }) =>
      /^\x30(?:\x80|\x81[\s\S]|\x82[\s\S]{2}|\x83[\s\S]{3}|\x84[\s\S]{4})\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02/.test(head),
    code: 'E_P8_CERT',
    what: 'This is a signed file, such as a provisioning profile (.mobileprovision), not a key.',
    next: 'Look for AuthKey_<Key ID>.p8 where your browser saves downloads.',
  },
  {
    is: begins('\xfe\xed\xfe\xed', '\xce\xce\xce\xce'),
    code: 'E_P8_OTHER',
    what: 'This is a Java keystore, as Android apps are signed with.',
    next: findTheKey,
  },
  { is: says(/-----BEGIN PGP (?:PRIVATE|PUBLIC) KEY BLOCK-----/), code: 'E_P8_OTHER', what: 'This is a PGP key.', next: findTheKey },
  { is: says(/^\s*PuTTY-User-Key-File-\d/), code: 'E_P8_OTHER', what: 'This is a key of PuTTY, made for logins.', next: findTheKey },
  { is: says(/^\s*---- BEGIN SSH2 /), code: 'E_P8_OTHER', what: 'This is an SSH key, made for logins.', next: findTheKey },
  {
    is: says(/^\s*(?:ssh-(?:rsa|ed25519|dss)|ecdsa-sha2-nistp\d{3}|sk-\S{1,40}) AAAA/),
    code: 'E_P8_OTHER',
    what: 'This is the public half of an SSH key.',
    next: findTheKey,
  },
  {
    is: says(/^\s*(?:#[^\n]{0,200}\n\s{0,8}){0,5}AGE-SECRET-KEY-1/i),
    code: 'E_P8_OTHER',
    what: 'This is an identity of age, or a recovery key: it opens a vault, and is not imported into one.',
    next: 'Keep it where it was. '.concat(findTheKey),
  },
  {
    is: isLine(/^(?:Authorization:\s{0,8})?(?:Bearer\s{1,8})?eyJ[\w-]{8,}\.[\w-]{4,}\.[\w-]{0,}$/i),
    code: 'E_P8_OTHER',
    what: 'This is a token: it was signed with a key, and ends by itself. The key is not in it.',
    next: findTheKey,
  },
];

const lookalikes = [...sealed, ...standIns, ...placeholders, ...documents, ...archives, ...otherKeys];
/** What is said on one line is no longer than that. */
const longestLine = 1_024;
/** Whatever tells what a file is stands near its beginning, or is all of it. */
const looked = 16 * 1_024;

/** The refusal that names what this is instead of a key; null where nobody knows. Asked after everything else: it never refuses a key. */
export function nameOf(bytes: Buffer, isWhole = true): KeyrackError | null {
  const head = bytes.subarray(0, 512).toString('latin1');
  const text = bytes
    .subarray(0, looked)
    .toString('utf8')
    .replace(/^\ufeff/, '');
  const seen: Seen = { head, text, lines: isWhole && bytes.length <= longestLine ? linesOf(text.trim()) : [] };
  const known = lookalikes.find(({ is }) => is(seen));
  if (known) return new KeyrackError(known.code, known.what, { next: known.next });
  return head.slice(257, 262) === 'ustar' ? new KeyrackError('E_FILE_ZIP', 'This is an archive (tar), not a key.', { next: unpack }) : null;
}

function linesOf(text: string): readonly string[] {
  const value = text
    .replace(/^(?:export\s{1,8})?[A-Za-z_][A-Za-z0-9_]{0,100}\s{0,8}[=:]\s{0,8}(?=["'`$%{<*[(a-zA-Z~./])(?!\/\/)/, '')
    .replace(/^(["'`])([\s\S]{0,1024})\1$/, '$2')
    .trim();
  return [text, value].filter((line) => !/[\r\n]/.test(line));
}
