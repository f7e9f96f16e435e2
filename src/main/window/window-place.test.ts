import { expect, test } from 'vitest';
import { placeOf, placeToRemember } from './window-place.js';

const display = (x: number, y: number, width = 1_920, height = 1_080) => ({ workArea: { x, y, width, height } });

test('the window comes back where it was', () => {
  expect(placeOf({ x: 100, y: 80, width: 1_200, height: 800 }, [display(0, 0)])).toEqual({ x: 100, y: 80, width: 1_200, height: 800 });
});

test('a place on a display that is gone is forgotten, the size is not', () => {
  expect(placeOf({ x: 2_500, y: 80, width: 1_200, height: 800 }, [display(0, 0)])).toEqual({ width: 1_200, height: 800 });
});

test.each([[undefined], [{ x: 0, y: 0, width: 10, height: 10 }], ['left'], [{ x: 0.5, y: 0, width: 900, height: 700 }]])(
  'what is no place (%j) gives the usual size',
  (remembered) => {
    expect(placeOf(remembered, [display(0, 0)])).toEqual({ width: 1_080, height: 720 });
  },
);

test('on Wayland the size alone is remembered: the place there is always said to be the corner', () => {
  const told = placeToRemember({ x: 0, y: 0, width: 1_200, height: 800 }, true);
  expect(told).toEqual({ width: 1_200, height: 800 });
  expect(placeOf(told, [display(0, 0)])).toEqual({ width: 1_200, height: 800 });
  expect(placeToRemember({ x: 10, y: 20, width: 1_200, height: 800 }, false)).toEqual({ x: 10, y: 20, width: 1_200, height: 800 });
});
