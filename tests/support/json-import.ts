import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { KeyrackError } from '../../src/shared/errors/index.js';
import { parseJson } from '../../src/strongroom/inside/keys/json/parse.js';
import { issuerId, makeHome, temporaryFolder } from './home.js';
import { makeKey } from './keys.js';

export const codeOf = (work: () => unknown): string => {
  try {
    work();
    return 'accepted';
  } catch (error) {
    return error instanceof KeyrackError ? error.code : String(error);
  }
};
export const fault = (text: string): string => {
  try {
    parseJson(text);
    return 'accepted';
  } catch (error) {
    return (error as Error).message;
  }
};

/** A home, and a file in it to import from. */
export async function opened() {
  const { room } = await makeHome(onTestFinished);
  const folder = await temporaryFolder(onTestFinished);
  const save = async (name: string, json: unknown) => {
    const path = join(folder, name);
    await writeFile(path, typeof json === 'string' || Buffer.isBuffer(json) ? json : JSON.stringify(json), { mode: 0o600 });
    return path;
  };
  const bring = async (json: unknown, name = 'keys.json', organization = 'Acme') =>
    (
      await room.importKeys({
        organization: { name: organization, program: 'app-store' },
        items: [{ source: { from: 'file', path: await save(name, json) } }],
        at: '2026-03-01T12:00:00.000Z',
      })
    ).rows;
  return { room, save, bring };
}
export const fastlane = (more: object = {}, key = makeKey()) => ({ key_id: 'ABC123DEFG', issuer_id: issuerId, key: key.applePem, ...more });
