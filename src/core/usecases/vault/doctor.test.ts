import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

test('every check that is written is in the list that doctor goes through', () => {
  const folder = resolve(import.meta.dirname, '../../doctor');
  const files = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
  const written = files.flatMap((name) =>
    [...readFileSync(join(folder, name), 'utf8').matchAll(/export (?:async )?function (check\w+)/g)].map(([, check]) => check),
  );
  const list = readFileSync(join(import.meta.dirname, 'doctor.ts'), 'utf8');
  expect(written.length).toBeGreaterThan(10);
  expect(written.filter((check) => !list.includes(`=> ${check}(`) && !list.includes(`    ${check}(`))).toEqual([]);
});
