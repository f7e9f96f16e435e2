import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { channels, events } from '../../src/shared/ipc/channels.js';
import type { FoundPreview } from '../../src/shared/ipc/contract.js';
import {
  findIn,
  findPartsIn,
  findPartsUnder,
  findUnder,
  type Needle,
  needlesOf,
  partsOf,
  partsOfIdentity,
  partsOfKey,
  pieceOf,
  secretNeedle,
} from '../support/canary.js';
import { issuerId, temporaryFolder } from '../support/home.js';
import { makeKey } from '../support/keys.js';
import { layOutTools } from '../support/tools-home.js';
import { openDesk, passphrase } from './support/desk.js';

/** What the app is given in its environment: for the strongroom's thread alone. */
const given = {
  KEYRACK_NEW_PASSPHRASE: `a canary for a new passphrase ${process.pid}`,
  KEYRACK_BACKUP_PASSPHRASE: `a canary for a backup ${process.pid}`,
};

/** Everything that could carry a key out of the strongroom, after every channel was used with a key whose bytes are known. */
async function recordEverything() {
  // Other tools have worked here: what is found of theirs must stay in the strongroom like the rest.
  const tools = await layOutTools(await temporaryFolder(onTestFinished));
  const desk = await openDesk({ HOME: tools.home, ...given });
  const { app } = desk;
  const folder = await temporaryFolder(onTestFinished);
  const snapshots = join(folder, 'snapshots');
  await mkdir(snapshots);
  const { path, key } = await desk.download('AuthKey_CANARY1234.p8');
  const pasted = makeKey();
  await app.see('Where your keys will be sealed');
  await app.inPage(
    (page, names) =>
      page.evaluate((all) => {
        const world = window as unknown as { heard: unknown[]; keyrack: { on: Record<string, (listen: (data: unknown) => void) => void> } };
        world.heard = [];
        for (const name of all) world.keyrack.on[name]?.((data) => world.heard.push([name, data]));
      }, names),
    [...events],
  );
  const said: unknown[] = [];
  const asked = new Set<string>();
  const ask = async (channel: string, input: unknown = {}): Promise<never> => {
    const reply = await app.inPage(
      (page, one) =>
        page.evaluate(async ({ group, name, data }) => {
          const api = (window as unknown as { keyrack: Record<string, Record<string, (input: unknown) => Promise<unknown>>> }).keyrack;
          return api[group]?.[name]?.(data);
        }, one),
      { group: channel.split('.')[0] ?? '', name: channel.split('.')[1] ?? '', data: input },
    );
    said.push(reply);
    asked.add(channel);
    return (reply as { value?: unknown }).value as never;
  };

  const { recoveryKey } = (await ask('vault.init', { unlock: 'passphrase', passphrase, recovery: true })) as { recoveryKey: string };
  await ask('recovery.copy');
  await app.answerDialog({ filePath: join(folder, 'recovery.txt') });
  await ask('recovery.save');
  await ask('recovery.confirm', { characters: ['x', 'x', 'x'] });
  await ask('recovery.later');
  await ask('app.state');
  await ask('vault.keychain');
  await ask('app.openLink', { link: 'team-keys' });
  await ask('app.showFolder');
  await ask('app.setSetting', { name: 'clipboardSeconds', value: 0 });
  const { id: organization } = (await ask('organizations.add', { name: 'Borealis', issuerId, program: 'app-store' })) as { id: string };
  await ask('organizations.edit', { id: organization, set: { notes: 'a note' } });
  await ask('organizations.remove', { id: organization });
  await app.answerDialog({ filePaths: [path] });
  await ask('keys.choose');
  await ask('keys.identify', { path });
  await app.answerDialog({ filePaths: [dirname(path)] });
  const { preview } = (await ask('keys.previewFolder')) as { preview: number };
  await ask('keys.import', { preview, picked: [99], organization: null, issuerId: null });
  await ask('keys.previewTools', { tools: ['all'] });
  await ask('app.installCommandLine');
  await ask('keys.opened');
  await ask('keys.clearPasted');
  const seen = (await ask('keys.preview', { paths: [path] })) as FoundPreview;
  const about = {
    preview: seen.preview,
    organization: { name: 'Acme', program: 'app-store' },
    issuerId,
    said: [{ row: 1, keyId: 'CANARY1234', kind: 'team', issuerId, name: 'CI', roles: ['ADMIN'] }],
  };
  await ask('keys.decide', about);
  const { rows } = (await ask('keys.import', { ...about, picked: [1] })) as { rows: { id: string }[] };
  const id = rows[0]?.id ?? '';
  await app.answerDialog({ filePaths: [join(tools.home, 'private_keys')] });
  await ask('keys.previewFolder');
  const found = (await ask('keys.previewTools', { tools: ['asc', 'asc-mcp'] })) as FoundPreview;
  const picked = found.rows.filter(({ worthwhile }) => worthwhile).map(({ row }) => row);
  const taken = (await ask('keys.import', { preview: found.preview, picked, organization: null, issuerId: null })) as {
    rows: { ok: boolean }[];
  };
  expect(taken.rows.filter(({ ok }) => ok).length).toBeGreaterThan(1);
  await ask('keys.edit', { key: id, set: { name: 'CI uploads' } });
  await ask('keys.test', { keys: [id] });
  await ask('jobs.cancel', { job: id });
  await ask('token.copy', { key: id });
  const token = await app.clipboardText();
  await ask('token.claims', { key: id });
  await ask('token.clear');
  await ask('keys.trash', { key: id });
  await ask('keys.undo');
  await ask('keys.trash', { key: id });
  await ask('keys.restore', { key: id });
  await ask('activity.list', { key: null, limit: 100 });
  await ask('doctor.run');
  await ask('doctor.breakLock');
  const backup = { path: join(folder, 'backup.age'), passphrase: 'four words, well shuffled' };
  await app.answerDialog({ filePath: backup.path });
  await ask('backup.make', { passphrase: backup.passphrase });
  await app.answerDialog({ filePaths: [backup.path] });
  await ask('backup.choose');
  const { ticket } = (await ask('backup.open', backup)) as { ticket: string };
  await ask('backup.restore', { ticket, keepBoth: [] });
  await ask('backup.restoreToNewVault', { ticket, unlock: 'passphrase', passphrase: 'another horse, another staple' });
  await ask('backup.close');
  await ask('vault.view');
  await ask('vault.repair', { keep: null });
  await ask('vault.lock');
  await ask('vault.unlock', { passphrase: 'not the passphrase' });
  await ask('vault.unlock', { passphrase });
  await ask('keys.trashDownload', { key: id, path });
  await ask('recovery.verify', { recoveryKey });
  const yes = { response: 1 };
  await app.answerDialog(yes);
  await ask('vault.changeUnlock', { unlock: 'passphrase', rotate: true, current: passphrase, passphrase });
  await app.answerDialog(yes);
  const offered = (await ask('recovery.new', { passphrase })) as { recoveryKey: string };
  await ask('recovery.later');
  await app.answerDialog(yes);
  await ask('keys.purge', { keys: [id] });
  const main = await heapOfMain(join(snapshots, 'main.heapsnapshot'));

  // The named exception comes last: a paste passes through main, and only its own key may be met there.
  await app.run(({ electron }, text) => electron.clipboard.writeText(text), pasted.applePem);
  await ask('keys.previewClipboard');
  const heard = await app.inPage((page) => page.evaluate(() => (window as unknown as { heard: unknown[] }).heard), null);
  const page = await app.inPage(async (one) => {
    const cdp = await one.context().newCDPSession(one);
    let text = '';
    cdp.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => {
      text += chunk;
    });
    await cdp.send('HeapProfiler.takeHeapSnapshot');
    return text;
  }, null);

  async function heapOfMain(file: string): Promise<Buffer> {
    await app.run((_scope, to) => process.getBuiltinModule('node:v8').writeHeapSnapshot(to), file);
    return readFile(file);
  }
  return {
    desk,
    key,
    others: ['ALTOOLKE01', 'ASCWORK001', 'ASCMCPKE01'].map((name) => tools.keys[name]?.applePem ?? ''),
    pasted,
    token,
    recoveryKey,
    offered: offered.recoveryKey,
    said,
    heard,
    asked,
    main,
    page: Buffer.from(page),
    heapOfMain,
    snapshots,
  };
}

test('S-06, H-34 no channel, event, log, file or heap outside the strongroom ever holds a private key', async () => {
  const { desk, key, others, pasted, token, recoveryKey, offered, said, heard, asked, main, page, heapOfMain, snapshots } =
    await recordEverything();
  const all = Object.entries(channels).flatMap(([group, names]) => names.map((name) => `${group}.${name}`));
  expect(
    all.filter((channel) => !asked.has(channel)),
    'channels that were left out',
  ).toEqual([]);

  const needles: readonly Needle[] = [...needlesOf(key.applePem), ...needlesOf(key.opensslPem)];
  const places: readonly (readonly [string, Buffer])[] = [
    ['a reply', Buffer.from(JSON.stringify(said))],
    ['an event', Buffer.from(JSON.stringify(heard))],
    ['the log', Buffer.from(desk.app.output())],
    ['main’s heap', main],
    ['the page’s heap', page],
  ];
  expect(places.flatMap(([where, bytes]) => findIn(bytes, where, needles))).toEqual([]);
  expect(places.flatMap(([where, bytes]) => findIn(bytes, where, others.flatMap(needlesOf)))).toEqual([]);
  expect(
    places.flatMap(([where, bytes]) => findIn(bytes, where, needlesOf(pasted.applePem))).filter((one) => !one.endsWith('main’s heap')),
  ).toEqual([]);
  // Nor any 24 characters in a row of one.
  const variables = Object.entries(given).map(([name, value]) => partsOf(name, value));
  const parts = [...[key.applePem, ...others].flatMap((pem, n) => partsOfKey(`key ${n + 1}`, pem)), ...variables];
  expect(places.flatMap(([where, bytes]) => findPartsIn(bytes, where, parts))).toEqual([]);
  expect(await findPartsUnder(desk.home, parts, (name) => name.includes('stand-in-trash'))).toEqual([]);
  // The download itself went to the system's Trash, which the stand-in keeps in the window's own folder.
  expect(await findUnder(desk.home, needles, (name) => name.includes('stand-in-trash'))).toEqual([]);
  // The page learns when a token ends, never the token.
  const secrets = [secretNeedle('a token’s signature', token.split('.')[2] ?? 'none')];
  expect(places.filter(([where]) => where !== 'main’s heap').flatMap(([where, bytes]) => findIn(bytes, where, secrets))).toEqual([]);
  // The recovery key is in the one reply that is for it, and in no event and no log.
  const recovery = [secretNeedle('the recovery key', recoveryKey)];
  expect(findIn(Buffer.from(JSON.stringify([heard, said.slice(1)])), 'elsewhere', recovery)).toEqual([]);
  expect(findIn(Buffer.from(desk.app.output()), 'the log', recovery)).toEqual([]);

  const another = [secretNeedle('the recovery key that was offered', offered)];
  const elsewhere = said.filter((reply) => !JSON.stringify(reply).includes('"ask"'));
  expect(findIn(Buffer.from(JSON.stringify([heard, elsewhere])), 'elsewhere', another)).toEqual([]);
  expect(findIn(Buffer.from(desk.app.output()), 'the log', another)).toEqual([]);
  const identities = [...partsOfIdentity('the recovery key', recoveryKey), ...partsOfIdentity('the one that was offered', offered)];
  expect(findPartsIn(Buffer.from(desk.app.output() + JSON.stringify(heard)), 'the log or an event', identities)).toEqual([]);
  expect(await findPartsUnder(desk.home, identities)).toEqual([]);

  // Planted: the same search finds each form where it does stand.
  await desk.app.run(
    (_scope, texts) => void Object.assign(globalThis, { planted: texts.map((text) => `${text}.`) }),
    [...needles.filter(({ what }) => !/bytes/.test(what)).map(({ bytes }) => bytes.toString('latin1'))],
  );
  const spelled = [...parts, ...identities].filter(({ what }) => !/^the scalar/.test(what));
  await desk.app.run((_scope, texts) => void Object.assign(globalThis, { pieces: texts.map((text) => `${text}.`) }), spelled.map(pieceOf));
  const withKey = await heapOfMain(join(snapshots, 'planted.heapsnapshot'));
  const written = needles.filter(({ what }) => !/bytes/.test(what));
  expect(findIn(withKey, 'a heap', written)).toHaveLength(written.length);
  expect(findPartsIn(withKey, 'a heap', spelled)).toHaveLength(spelled.length);
  await writeFile(join(desk.home, 'planted'), [...parts, ...identities].map(pieceOf).join('\n'), 'latin1');
  expect(await findPartsUnder(desk.home, [...parts, ...identities], (name) => name !== 'planted')).toHaveLength(
    parts.length + identities.length,
  );
  await writeFile(join(desk.home, 'planted'), key.appleDer);
  expect(await findUnder(desk.home, needles, (name) => name.includes('stand-in-trash'))).not.toEqual([]);
  // Three heap snapshots, each searched for every form of the key.
}, 1_800_000);
