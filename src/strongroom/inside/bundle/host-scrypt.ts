import { scrypt as inJavaScript } from '@noble/hashes/scrypt.js';
import { scrypt as byHost, type Scrypt } from './scrypt.js';

/** The first where it works, else the second: Electron's crypto is BoringSSL, and may have no scrypt or not the memory for it. */
export const eitherScrypt =
  (first: Scrypt, second: Scrypt): Scrypt =>
  (password, salt, cost) => {
    try {
      return first(password, salt, cost);
    } catch {
      return second(password, salt, cost);
    }
  };

/** In the window's bundle this stands for the library's. */
export const scrypt = eitherScrypt(byHost, inJavaScript);
