import { expect, test } from 'vitest';
import { KeyrackError } from '../../../shared/errors/index.js';
import { batched, inBatches, mostBatchBytes } from './in-batches.js';

const all = async <One>(batches: AsyncIterable<readonly One[]>) => {
  const list: (readonly One[])[] = [];
  for await (const batch of batches) list.push(batch);
  return list;
};
const numbers = [1, 2, 3, 4, 5, 6];

test('M-20, R-121 a batch is full before it is more than 4 MiB; what is larger alone is saved alone, and nothing is left out', async () => {
  expect(mostBatchBytes).toBe(4 * 1_024 * 1_024);
  expect(await all(batched(numbers, () => 3, 9))).toEqual([
    [1, 2, 3],
    [4, 5, 6],
  ]);
  expect(await all(batched(numbers, (n) => (n === 2 ? 100 : 1), 4))).toEqual([[1], [2], [3, 4, 5, 6]]);
  expect(await all(batched([], () => 1))).toEqual([]);
});

test('M-20 where the second save fails, the first stays told, and what follows says why it is not stored', async () => {
  const told: string[] = [];
  const saves: number[][] = [];
  const save = async (batch: readonly number[]) => {
    saves.push([...batch]);
    if (saves.length > 1) throw new KeyrackError('E_DISK');
    return batch.map((n) => `${n} stored`);
  };
  const done = await inBatches(
    batched(numbers, () => 1, 2),
    save,
    (n, { code }) => `${n} ${code}`,
    ({ code }) => told.push(code),
  );
  expect(done.rows).toEqual(['1 stored', '2 stored', '3 E_DISK', '4 E_DISK', '5 E_DISK', '6 E_DISK']);
  expect([done.stoppedBy?.code, saves, told]).toEqual([
    'E_DISK',
    [
      [1, 2],
      [3, 4],
    ],
    ['E_DISK'],
  ]);
});

test('where the first fails nothing is said to be stored: the whole of it is refused', async () => {
  const save = () => Promise.reject(new KeyrackError('E_DISK'));
  await expect(
    inBatches(
      batched(numbers, () => 1, 2),
      save,
      () => '',
    ),
  ).rejects.toMatchObject({ code: 'E_DISK' });
});
