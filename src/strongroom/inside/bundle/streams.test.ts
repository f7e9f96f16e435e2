import { randomBytes } from 'node:crypto';
import { Decrypter, Encrypter } from 'age-encryption';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { newIdentity, open, recipientOf, seal } from '../vault/seal.js';
import { ReadableStream as Lean, TransformStream as LeanTransform } from './streams.js';

/** age and `seal.ts` name the streams as globals: what they are handed here is what the build hands them. */
async function overLean<T>(work: () => Promise<T>): Promise<T> {
  vi.stubGlobal('ReadableStream', Lean);
  vi.stubGlobal('TransformStream', LeanTransform);
  try {
    return await work();
  } finally {
    vi.unstubAllGlobals();
  }
}
afterEach(() => {
  vi.unstubAllGlobals();
});

const verdict = (work: Promise<Uint8Array>) =>
  work.then(
    (bytes) => Buffer.from(bytes).toString('hex'),
    (error: Error & { code?: string }) => `${error.code} ${error.cause}`,
  );
const bytes = (length: number): Uint8Array => new Uint8Array(randomBytes(length));
const chunk = 64 * 1024;

describe('age over the streams of the command line’s bundle', () => {
  test.for([0, 1, 100, chunk - 1, chunk, chunk + 1, 3 * chunk, 3 * chunk + 7])(
    'seals and opens %i bytes as over the web’s',
    async (length) => {
      const identity = await newIdentity();
      const [text, to] = [bytes(length), [await recipientOf(identity), await recipientOf(await newIdentity())]];
      const [lean, web] = [await overLean(() => seal(text, to)), await seal(text, to)];
      expect(Buffer.from(await open(lean, identity)).equals(text)).toBe(true);
      expect(Buffer.from(await overLean(() => open(web, identity))).equals(text)).toBe(true);
      expect(lean).toHaveLength(web.length);
    },
  );

  test('says the same of every byte that is altered, and of every length it is cut to', async () => {
    const identity = await newIdentity();
    const sealed = await seal(bytes(60), [await recipientOf(await newIdentity()), await recipientOf(identity)]);
    for (let at = 0; at < sealed.length; at += 1) {
      for (const damaged of [sealed.map((byte, n) => (n === at ? byte ^ 1 : byte)), sealed.subarray(0, at)]) {
        const web = await verdict(open(damaged, identity));
        expect(await overLean(() => verdict(open(damaged, identity))), `byte ${at}`).toBe(web);
        expect(web).toMatch(/^E_/);
      }
    }
  });

  test('says the same where a chunk is missing, doubled, swapped or empty', async () => {
    const identity = await newIdentity();
    const sealed = await seal(bytes(2 * chunk + 9), [await recipientOf(identity)]);
    const begin = sealed.length - 2 * (chunk + 16) - (9 + 16);
    const [head, one, two, last] = [0, 1, 2, 3].map((n) =>
      sealed.subarray(n === 0 ? 0 : begin + (n - 1) * (chunk + 16), n === 3 ? undefined : begin + n * (chunk + 16)),
    );
    const whole = Buffer.concat([head, one, two, last].map((part) => part ?? new Uint8Array()));
    expect(whole.equals(sealed)).toBe(true);
    for (const parts of [[head, two, last], [head, one, one, two, last], [head, two, one, last], [head, one, two], [head, last], [head]]) {
      const file = Buffer.concat(parts.map((part) => part ?? new Uint8Array()));
      const web = await verdict(open(file, identity));
      expect(await overLean(() => verdict(open(file, identity)))).toBe(web);
      expect(web).toMatch(/^E_/);
    }
  });

  test('reads a source piece by piece, no faster than it is asked, and hands on where it fails', async () => {
    const pieces = (upTo: number) => {
      let asked = 0;
      const stream = () =>
        new ReadableStream<Uint8Array>({
          async pull(controller) {
            asked += 1;
            if (asked > upTo) throw new Error('the disk');
            controller.enqueue(new Uint8Array(1000));
          },
        });
      return { stream, asked: () => asked };
    };
    await overLean(async () => {
      const { stream, asked } = pieces(200);
      const encrypter = new Encrypter();
      encrypter.setPassphrase('of this test');
      encrypter.setScryptWorkFactor(2);
      const sealed = (await encrypter.encrypt(stream()))[Symbol.asyncIterator]();
      await sealed.next();
      expect(asked()).toBe(0);
      await expect(
        (async () => {
          while (!(await sealed.next()).done);
        })(),
      ).rejects.toThrow('the disk');
      const decrypter = new Decrypter();
      decrypter.addPassphrase('of this test');
      await expect(decrypter.decrypt(pieces(0).stream())).rejects.toThrow('the disk');
    });
  });
});
