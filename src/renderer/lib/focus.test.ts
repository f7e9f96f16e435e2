import { expect, test } from 'vitest';
import { pressedIn } from './focus.js';

/** A place of the page, and what it lies in: a key's id by a selector. */
const at = (places: Readonly<Record<string, string>>) =>
  ({ closest: (selector: string) => (selector in places ? { dataset: { key: places[selector] } } : null) }) as unknown as Element;

test.each([
  ['Copy token of the card that is filled', at({ '.card[data-key]': 'ci' }), 'current'],
  ['a card that the focus is about to leave for the filled one', at({ '.card[data-key]': 'old' }), 'left'],
  ['the open menu of the card', at({ '[role="menu"]': '', '.card[data-key]': 'ci' }), 'menu'],
  ['the list between its cards', at({}), 'current'],
])('a key pressed on %s is for what the user sees there', (_, target, isFor) => {
  expect(pressedIn(target, 'ci')).toBe(isFor);
});
