import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measureScale } from './scale.js';

const med = (t: readonly number[]) => [...t].sort((a, b) => a - b)[t.length >> 1];
const s = await measureScale(await mkdtemp(join(tmpdir(), 'zz-')), Number(process.argv[2] ?? 10_000));
console.log({
  listed: s.listed,
  key: med(s.keystrokes),
  keyMax: Math.max(...s.keystrokes),
  enter: med(s.enters),
  enterMax: Math.max(...s.enters),
  signed: med(s.signed),
  long: s.longTasks,
  rows: s.mostRows,
});
process.exit(0);
