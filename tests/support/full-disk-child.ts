// Runs on a real tmpfs of 64 KiB that is filled page by page: a vault is changed, and made, at every level of fullness.
import { randomUUID } from 'node:crypto';
import { readdir, readFile, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { KeyrackError } from '../../src/shared/errors/index.js';
import { createStrongroom } from '../../src/strongroom/inside/strongroom.js';
import { issuerId, testPorts } from './home.js';

const [disk = '', source = ''] = process.argv.slice(2);
const passphrase = 'correct horse battery staple';
const [page, home, ballast] = [4_096, join(disk, 'home'), join(disk, 'ballast')];
const clock = { now: () => Date.now(), monotonic: () => performance.now(), wait: async () => undefined };
const at = new Date().toISOString();
const fields = { issuerId: null, teamId: null, vendorNumber: null, tags: [], defaultKeyId: null, createdAt: at };
const room = createStrongroom(testPorts(home, { clock }));

async function leavePages(free: number): Promise<void> {
  await rm(ballast, { force: true });
  const { bavail } = await statfs(disk);
  if (bavail > free) await writeFile(ballast, Buffer.alloc((bavail - free) * page));
}
const codeOf = (error: unknown): string => (error instanceof KeyrackError ? error.code : String(error));
const addOne = (name: string) =>
  room
    .change({ do: 'add-organization', organization: { id: randomUUID(), name, program: 'app-store', notes: 'n'.repeat(1_500), ...fields } })
    .then(() => 'saved', codeOf);
/** What another process would find. */
async function found() {
  const other = createStrongroom(testPorts(home, { clock }));
  const { organizations, keys, health } = await other.unlock({ how: 'passphrase', passphrase });
  return { names: organizations.map(({ name }) => name), keys: keys.length, readOnly: health.readOnly };
}

const report: unknown[] = [];
// A vault cannot be made where it does not fit; what is left of the attempt keeps nobody from making it later.
for (let free = 0; free < 4; free += 1) {
  await leavePages(free);
  report.push({
    free,
    init: await room.init({ unlock: 'passphrase', recovery: false, passphrase, interactive: false }).then(() => 'made', codeOf),
  });
}
await leavePages(16);
await room.init({ unlock: 'passphrase', recovery: false, passphrase, interactive: false });
await room.unlock({ how: 'passphrase', passphrase });
const names: string[] = [];
for (let free = 6; free >= 0; free -= 1) {
  await leavePages(free);
  const name = `With ${free} pages free`;
  const saved = await addOne(name);
  if (saved === 'saved') names.push(name);
  report.push({
    free,
    saved,
    expected: [...names],
    inMemory: (await room.read()).organizations.map((one) => one.name),
    onDisk: await found(),
  });
}
const items = [{ source: { from: 'file' as const, path: source }, issuerId }];
const imported = await room
  .importKeys({ organization: { name: 'Acme', program: 'app-store' }, items, at })
  .then(({ rows }) => rows[0]?.error?.code ?? 'stored', codeOf);
report.push({ imported, keys: (await found()).keys, temporary: (await readdir(home)).filter((name) => name.endsWith('.tmp')) });
await rm(ballast);
report.push({ afterwards: await addOne('Afterwards'), onDisk: await found(), source: await readFile(source, 'utf8') });
process.stdout.write(JSON.stringify(report));
