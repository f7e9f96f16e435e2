// Runs one piece of work on a home and kills itself at a named step (or at its nth, “#n”): what a power cut does.
import { randomUUID } from 'node:crypto';
import { createStrongroom } from '../../src/strongroom/inside/strongroom.js';
import { backupPassphrase, restoreAll } from './backup.js';
import { issuerId, keychainIn, testPorts } from './home.js';
import { type RekeyingName, rekeyIn, rekeyings } from './rekeyings.js';

const [work = '', home = '', killAt = '', passphrase = '', argument = ''] = process.argv.slice(2);
const rekeying = Object.hasOwn(rekeyings, work) ? (work as RekeyingName) : null;
let steps = 0;
const room = createStrongroom(
  testPorts(home, {
    step: (name) => {
      steps += 1;
      if (name === killAt || `#${steps}` === killAt) process.kill(process.pid, 'SIGKILL');
    },
    ...(work === 'init-keychain' || rekeying ? { keychain: keychainIn(argument) } : {}),
  }),
);
const sealed = { path: argument, passphrase: backupPassphrase, interactive: false } as const;
const at = new Date().toISOString();
if (work === 'init') {
  await room.init({ unlock: 'passphrase', recovery: true, passphrase, interactive: false });
} else if (work === 'init-keychain') {
  await room.init({ unlock: 'keychain', recovery: true, interactive: false });
} else if (rekeying && rekeyings[rekeying].from === 'keychain') {
  await room.unlock({ how: 'any', interactive: false });
} else {
  await room.unlock({ how: 'passphrase', passphrase });
}
if (work === 'import') {
  const items = [{ source: { from: 'file', path: argument }, issuerId } as const];
  const { rows } = await room.importKeys({ organization: { name: 'Acme', program: 'app-store' }, items, at });
  if (rows[0]?.ok) process.stdout.write('stored\n');
}
if (work === 'purge') {
  await room.purge({ ids: [argument], mayDelete: (await room.leftovers()).unopened });
}
if (work === 'backup') {
  if ((await room.backup({ ...sealed, leaveOut: [] })).made) process.stdout.write('made\n');
}
if (work === 'restore') {
  const { rows } = await restoreAll(room, argument);
  for (const { ok, id } of rows) if (ok) process.stdout.write(`restored ${id}\n`);
}
if (rekeying) {
  await rekeyIn(room, rekeying, passphrase, (key) => void process.stdout.write(`${key}\n`));
}
if (work === 'many') {
  for (let n = 0; n < Number(argument); n += 1) {
    const name = `${process.pid}-${n}`;
    const fields = { issuerId: null, teamId: null, vendorNumber: null, notes: '', tags: [], defaultKeyId: null, createdAt: at };
    const { revision } = await room.change({
      do: 'add-organization',
      organization: { id: randomUUID(), name, program: 'app-store', ...fields },
    });
    process.stdout.write(`${revision}\n`);
  }
}
process.stdout.write('done\n');
