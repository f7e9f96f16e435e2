import type { Entry } from './entry.js';

/** What is wrong with the key inside a file (bad-input B-12…B-42). The file itself is never changed. */
export const p8Errors = {
  E_P8_BASE64: {
    title: 'Not base64',
    cause: 'The key text holds a character that base64 does not use.',
    next: 'Open the file, compare it with a fresh copy of the download, and import that.',
    keySafe: 'untouched',
  },
  E_P8_MULTIPLE: {
    title: 'More than one key',
    cause: 'The file holds several private keys, and nothing says which one belongs to this Key ID.',
    next: 'Split it into one file a key and import each.',
    keySafe: 'untouched',
  },
  E_P8_INCOMPLETE: {
    title: 'Looks cut off',
    cause: 'The BEGIN or END line is missing, or the two do not match.',
    next: 'Copy the whole file again, from “-----BEGIN” to the last dash.',
    keySafe: 'untouched',
  },
  E_P8_TRUNCATED: {
    title: 'Cut short',
    cause: 'The key ends before its own length says it should.',
    next: 'Copy the whole file again; if this is the download itself, look for another copy before you revoke the key.',
    keySafe: 'untouched',
  },
  E_P8_DAMAGED: {
    title: 'Damaged key',
    cause: 'The key inside the file was altered: its parts do not make a P-256 key.',
    next: 'Find an unaltered copy. If there is none, revoke the key in App Store Connect and generate a new one.',
    keySafe: 'untouched',
  },
  E_P8_TRAILING: {
    title: 'Bytes after the key',
    cause: 'Something follows the key inside its encoding; Apple’s files end where the key ends.',
    next: 'Find the file as Apple gave it and import that.',
    keySafe: 'untouched',
  },
  E_P8_DER: {
    title: 'Not a PKCS#8 key',
    cause: 'The contents are not a private key in strict PKCS#8 DER.',
    next: 'Import the AuthKey_<Key ID>.p8 that App Store Connect gave you.',
    keySafe: 'untouched',
  },
  E_P8_ENCRYPTED: {
    title: 'Encrypted key',
    cause: 'This private key is encrypted with a passphrase. Apple’s files are not.',
    next: 'Decrypt it with “openssl pkcs8 -in FILE -out AuthKey_<Key ID>.p8”, then import the result.',
    keySafe: 'untouched',
  },
  E_P8_PUBLIC: {
    title: 'A public key',
    cause: 'This file holds only the public half; it cannot sign.',
    next: 'Import the private key, AuthKey_<Key ID>.p8.',
    keySafe: 'untouched',
  },
  E_P8_CERT: {
    title: 'A certificate, not a key',
    cause: 'This file holds a certificate or a certificate request.',
    next: 'Look for AuthKey_<Key ID>.p8; certificates do not open the App Store Connect API.',
    keySafe: 'untouched',
  },
  E_P8_OPENSSH: {
    title: 'An SSH key',
    cause: 'This is an OpenSSH private key, made for logins, not for App Store Connect.',
    next: 'Look for AuthKey_<Key ID>.p8 where your browser saves downloads.',
    keySafe: 'untouched',
  },
  E_P8_RSA: {
    title: 'RSA, not P-256',
    cause: 'App Store Connect API keys are P-256; this file holds an RSA key, so it came from elsewhere.',
    next: 'Look for AuthKey_<Key ID>.p8 where your browser saves downloads.',
    keySafe: 'untouched',
  },
  E_P8_CURVE: {
    title: 'Another curve',
    cause: 'App Store Connect API keys are on the named curve P-256; this key is not.',
    next: 'Look for AuthKey_<Key ID>.p8 where your browser saves downloads.',
    keySafe: 'untouched',
  },
  E_P8_INCONSISTENT: {
    title: 'Two halves of different keys',
    cause: 'The public key inside the file is not this private key’s, so what it signs would never verify.',
    next: 'Find an unaltered copy of the download.',
    keySafe: 'untouched',
  },
  E_P8_SCALAR: {
    title: 'Impossible key',
    cause: 'The private number is zero or beyond the curve’s order; no real key has one.',
    next: 'Find an unaltered copy of the download.',
    keySafe: 'untouched',
  },
} as const satisfies Record<`E_P8_${string}`, Entry>;
