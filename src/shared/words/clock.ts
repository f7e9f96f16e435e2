const daySeconds = 86_400;

/** How far off this machine's clock is. Seconds, positive: fast. */
export function clockOff(skewSeconds: number): string {
  const way = skewSeconds > 0 ? 'fast' : 'slow';
  const seconds = Math.abs(skewSeconds);
  const [count, unit] =
    seconds < 600
      ? [seconds, 's']
      : seconds < 3 * 3_600
        ? [seconds / 60, 'min']
        : seconds < 2 * daySeconds
          ? [seconds / 3_600, 'h']
          : [seconds / daySeconds, 'days'];
  return `${Math.round(count).toLocaleString('en-US')} ${unit} ${way}`;
}

/** Further off than this nothing is made by Apple's clock. */
export const isTooFarOff = (skewSeconds: number): boolean => Math.abs(skewSeconds) > daySeconds;
export const notUsed = 'more than a day off, so Apple’s time was not used';
