import { expect, test } from 'vitest';
import { inSteps, tellReading } from './in-steps.js';

test('B-58 the page hears of a file that keeps a look waiting, by its name alone, and when it has come; of a thousand only each tenth', () => {
  const heard: { done: number; waitingFor: string | null }[] = [];
  const count = inSteps(tellReading({ tell: ({ done, waitingFor }) => void heard.push({ done, waitingFor }) }, 'look'));
  for (let done = 1; done <= 10; done += 1) count(done, 1_000, null);
  count(10, 1_000, '/home/ada/Cloud/AuthKey_2X9R4HXF34.p8');
  count(11, 1_000, null);
  expect(heard).toEqual([
    { done: 1, waitingFor: null },
    { done: 10, waitingFor: null },
    { done: 10, waitingFor: 'AuthKey_2X9R4HXF34.p8' },
    { done: 11, waitingFor: null },
  ]);
});
