import { expect, test } from 'vitest';
import { scrolledTo } from './row-in-view.js';

test.each([
  ['is seen: nothing moves', 320, 300],
  ['lies above: it becomes the first', 96, 96],
  ['lies below: it becomes the last', 960, 792],
  ['is cut by the upper edge', 290, 290],
  ['is cut by the lower edge', 480, 312],
])('the chosen row %s', (_, top, scrollTop) => {
  expect(scrolledTo({ top, height: 32 }, { scrollTop: 300, clientHeight: 200 })).toBe(scrollTop);
});
