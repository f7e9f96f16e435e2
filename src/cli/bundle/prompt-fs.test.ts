import * as real from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../../tests/support/home.js';
import * as prompt from './prompt-fs.js';

type Disk = typeof prompt;

/** What came of it: the answer, or the system's code. */
const outcome = (work: () => Promise<unknown>): Promise<unknown> =>
  work().then(
    (value) => ({ value }),
    (error: NodeJS.ErrnoException) => ({ code: error.code }),
  );

/** Every call the home is read and written with, well and badly, in a folder of its own. */
async function everyCall(disk: Disk, folder: string): Promise<readonly unknown[]> {
  const at = (name: string) => join(folder, name);
  const seen: unknown[] = [];
  const see = async (work: () => Promise<unknown>) => void seen.push(await outcome(work));
  const mode = async (name: string) => ((await disk.stat(at(name))).mode & 0o777).toString(8);
  await see(async () => void (await disk.mkdir(at('a/b'), { recursive: true, mode: 0o700 })));
  await see(() => mode('a'));
  await see(async () => {
    const handle = await disk.open(at('one'), 'wx', 0o600);
    await handle.writeFile('grüße\n');
    await handle.writeFile(new Uint8Array([1, 2, 3]));
    await handle.sync();
    const { size } = await handle.stat();
    await handle.close();
    return size;
  });
  await see(() => mode('one'));
  await see(async () => {
    const handle = await disk.open(at('one'), 'r');
    const { uid, gid } = await handle.stat();
    await handle.chown(uid, gid);
    await handle.close();
  });
  await see(() => disk.open(at('one'), 'wx', 0o600));
  await see(() => disk.open(at('none'), 'r'));
  await see(() => disk.open(join(at('one'), 'below'), 'r'));
  await see(async () => {
    const handle = await disk.open(at('one'), 'r');
    const isFile = (await handle.stat()).isFile();
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(4), 0, 4, 1);
    const whole = await handle.readFile();
    await handle.close();
    return [isFile, bytesRead, buffer.toString('hex'), whole.toString('hex'), await outcome(() => handle.stat())];
  });
  await see(async () => {
    const handle = await disk.open(at('one'), 'r');
    const text = await handle.readFile('utf8');
    await handle.close();
    return text;
  });
  await see(async () => {
    const handle = await disk.open(folder, 'r');
    await handle.sync();
    const isFile = (await handle.stat()).isFile();
    const read = await outcome(() => handle.readFile());
    await handle.close();
    return [isFile, read];
  });
  await see(() => disk.link(at('one'), at('two')));
  await see(() => disk.link(at('one'), at('two')));
  await see(() => disk.link(at('none'), at('three')));
  await see(() => disk.rename(at('two'), at('three')));
  await see(() => disk.rename(at('two'), at('three')));
  await see(async () => [...(await disk.readdir(folder))].sort());
  await see(() => disk.readdir(at('none')));
  await see(() => disk.readdir(at('one')));
  await see(() => disk.readFile(at('one'), 'utf8'));
  await see(() => disk.readFile(at('none'), 'utf8'));
  await see(() => disk.chmod(at('one'), 0o400));
  await see(() => mode('one'));
  await see(() => disk.chmod(at('none'), 0o400));
  await see(async () => (await disk.lstat(at('one'))).isSymbolicLink());
  await see(() => disk.stat(at('none')));
  await see(() => disk.lstat(at('none')));
  await see(() => disk.readlink(at('one')));
  await see(() => disk.readlink(at('none')));
  await see(() => disk.unlink(at('three')));
  await see(() => disk.unlink(at('three')));
  await see(() => disk.unlink(at('a')));
  await see(() => disk.rm(at('none')));
  await see(() => disk.rm(at('a'), { recursive: true }));
  await see(() => disk.mkdir(join(at('one'), 'below'), { recursive: true, mode: 0o700 }));
  return seen;
}

describe('the home’s disk in the command line’s bundle', () => {
  test('answers and refuses as Node’s own', async () => {
    const [mine, theirs] = [await temporaryFolder(onTestFinished), await temporaryFolder(onTestFinished)];
    const answers = await everyCall(prompt, mine);
    expect(answers).toEqual(await everyCall(real as unknown as Disk, theirs));
    expect(answers.filter((one) => 'code' in Object(one)).length).toBeGreaterThan(12);
  });
});
