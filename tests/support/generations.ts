import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeDocument } from '../../src/strongroom/inside/document/decode.js';
import type { VaultDocument } from '../../src/strongroom/inside/document/document.js';
import { generationFiles } from '../../src/strongroom/inside/vault/generations.js';
import { open } from '../../src/strongroom/inside/vault/seal.js';

/** Every generation in the home as this identity opens it; an error where it does not. */
export async function generationsOf(home: string, identity: string): Promise<ReadonlyMap<string, VaultDocument | Error>> {
  const there = (await readdir(home)).filter((name) => (generationFiles as readonly string[]).includes(name)).sort();
  const entries = await Promise.all(
    there.map(async (file) => {
      const opened = await open(await readFile(join(home, file)), identity).then(decodeDocument, (error: Error) => error);
      return [file, opened] as const;
    }),
  );
  return new Map(entries);
}

/** Which generations hold this key, by our id. Throws where one does not open: nothing may be overlooked. */
export async function holdersOf(home: string, identity: string, id: string): Promise<readonly string[]> {
  return [...(await generationsOf(home, identity))].flatMap(([file, document]) => {
    if (document instanceof Error) throw document;
    return JSON.stringify(document).includes(id) ? [file] : [];
  });
}

/** Which generations this identity opens. */
export async function openedBy(home: string, identity: string): Promise<readonly string[]> {
  return [...(await generationsOf(home, identity))].flatMap(([file, document]) => (document instanceof Error ? [] : [file]));
}

/** One bit of what is sealed in every copy: the header stays whole, and only who could open it can tell that nobody can any more. */
export async function spoil(home: string): Promise<void> {
  for (const file of (await readdir(home)).filter((name) => (generationFiles as readonly string[]).includes(name))) {
    const bytes = await readFile(join(home, file));
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 20) ^ 1, bytes.length - 20);
    await writeFile(join(home, file), bytes);
  }
}
