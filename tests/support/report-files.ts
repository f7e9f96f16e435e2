import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeKey } from './keys.js';
import { keyOfBothSigns, repairedInputs } from './report-inputs.js';
import { namedInputs } from './report-others.js';

/** Every input as a file, each of its own key: what holds a key by a key's name, the rest numbered. */
export async function layOutReports(folder: string) {
  const lay = async (name: string, bytes: string | Buffer) => {
    const path = join(folder, name);
    await writeFile(path, bytes, { mode: 0o600 });
    return path;
  };
  const repaired = await Promise.all(
    repairedInputs.map(async (input, n) => {
      const key = keyOfBothSigns();
      return { ...input, fingerprint: key.fingerprint, path: await lay(`AuthKey_R${String(n).padStart(9, '0')}.p8`, input.bytes(key)) };
    }),
  );
  const named = await Promise.all(
    namedInputs.map(async (input, n) => ({
      ...input,
      path: await lay(`AuthKey_N${String(n).padStart(9, '0')}.p8`, input.bytes(makeKey())),
    })),
  );
  return { repaired, named };
}
