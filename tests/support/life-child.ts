// Lives a few deeds on a home and may be killed on the way: what a power cut does. Told facts go to stdout, a line each.
import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import { createStrongroom } from '../../src/strongroom/inside/strongroom.js';
import { backupPassphrase, restoreAll } from './backup.js';
import { hookedDisk } from './failing-disk.js';
import { issuerId, keychainIn, testPorts } from './home.js';
import type { Life, Told } from './life.js';

const life = JSON.parse(process.argv[2] ?? '') as Life;
const tell = (told: Told): void => void writeSync(1, `${JSON.stringify(told)}\n`);
const die = (): void => void process.kill(process.pid, 'SIGKILL');

let calls = 0;
const disk = hookedDisk(
  () => {
    calls += 1;
    if (calls === life.killAtCall) die();
    return 'real';
  },
  { reads: true },
);
const room = createStrongroom(
  testPorts(life.home, {
    disk,
    step: (name) => {
      if (name === life.killAtStep) die();
    },
    ...(life.way === 'keychain' ? { keychain: keychainIn(life.keychainFile) } : {}),
  }),
);
const at = () => new Date().toISOString();
const { passphrase } = life;

for (const deed of life.deeds) {
  switch (deed.do) {
    case 'init':
      tell({ told: 'recovery', key: (await room.init({ unlock: life.way, recovery: true, passphrase, interactive: false })).recoveryKey });
      break;
    case 'unlock':
      await room.unlock(life.way === 'passphrase' ? { how: 'passphrase', passphrase } : { how: 'any', interactive: false });
      break;
    case 'import': {
      const items = deed.paths.map((path) => ({ source: { from: 'file' as const, path }, issuerId }));
      const { rows } = await room.importKeys({ organization: { name: 'Acme', program: 'app-store' }, items, at: at() });
      for (const { ok, id, fingerprint } of rows) if (ok && id && fingerprint) tell({ told: 'stored', id, fingerprint });
      break;
    }
    case 'edit': {
      const fields = { issuerId: null, teamId: null, vendorNumber: null, notes: '', tags: [], defaultKeyId: null, createdAt: at() };
      await room.change({ do: 'add-organization', organization: { id: randomUUID(), name: deed.name, program: 'app-store', ...fields } });
      tell({ told: 'edited', name: deed.name });
      break;
    }
    case 'trash':
      await room.change({ do: 'trash-key', id: deed.id, at: at() });
      break;
    case 'undo':
      await room.change({ do: 'restore-key', id: deed.id });
      break;
    case 'purge':
      await room.purge({ ids: [deed.id], mayDelete: (await room.leftovers()).unopened });
      tell({ told: 'purged', id: deed.id });
      break;
    case 'rotate':
      await room.changeUnlock({
        unlock: life.way,
        rotate: true,
        recovery: false,
        mayDelete: (await room.leftovers()).unopened,
        interactive: false,
        ...(life.way === 'passphrase' ? { passphrase } : {}),
      });
      break;
    case 'restore': {
      const { rows, preview } = await restoreAll(room, deed.path);
      for (const { ok, id, entry } of rows) {
        const fingerprint = preview.rows.find((row) => row.entry === entry)?.fingerprint;
        if (ok && id && fingerprint) tell({ told: 'stored', id, fingerprint });
      }
      break;
    }
    case 'restore-anew': {
      await room
        .unlock(life.way === 'passphrase' ? { how: 'passphrase', passphrase } : { how: 'any', interactive: false })
        .catch(() => undefined);
      const { ticket, rows: previewed } = await room.openBackup({
        path: deed.path,
        passphrase: backupPassphrase,
        interactive: false,
        into: 'new',
      });
      const asked = { unlock: life.way, recovery: true, passphrase, interactive: false, evenSealed: false };
      const { rows, setAside, recoveryKey } = await room.restoreToNewVault({ ticket, ...asked });
      tell({ told: 'set-aside', folder: setAside });
      tell({ told: 'recovery', key: recoveryKey });
      for (const { ok, id, entry } of rows) {
        const fingerprint = previewed.find((row) => row.entry === entry)?.fingerprint;
        if (ok && id && fingerprint) tell({ told: 'stored', id, fingerprint });
      }
      break;
    }
  }
}
tell({ told: 'calls', calls });
