import { expect, test } from 'vitest';
import { refusal } from './drops.js';

test.each([
  ['a refused drag looks refused: text, a link or a picture', 0, false, 'This is not a file'],
  ['a refused drag looks refused: files, where nothing can be changed', 2, true, 'Nothing can be stored now'],
  ['files look invited', 2, false, undefined],
])('%s', (_, files, isReadOnly, title) => {
  expect(refusal(files, isReadOnly)?.title).toBe(title);
});
