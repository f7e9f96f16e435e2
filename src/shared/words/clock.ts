/** Seconds; positive: this machine's clock is fast. R-91. */
const worthCorrectingSeconds = 30;
const tooFarSeconds = 86_400;

/** So far off that tokens are made by Apple's clock; what is nearer is used as it is. */
export const isWorthCorrecting = (skewSeconds: number): boolean => Math.abs(skewSeconds) > worthCorrectingSeconds;
/** Further off than this nothing is made by Apple's clock, and nothing measured longer ago is used. */
export const isTooFarOff = (skewSeconds: number): boolean => Math.abs(skewSeconds) > tooFarSeconds;

/** Milliseconds to add to a time of Apple's clock to have this machine's; 0 where the two are taken for one. */
export const aheadBy = (skewSeconds: number): number =>
  isWorthCorrecting(skewSeconds) && !isTooFarOff(skewSeconds) ? skewSeconds * 1_000 : 0;

/** How far off this machine's clock is: "34 s fast". */
export function clockOff(skewSeconds: number): string {
  const way = skewSeconds > 0 ? 'fast' : 'slow';
  const seconds = Math.abs(skewSeconds);
  const [count, unit] =
    seconds < 120
      ? [seconds, 's']
      : seconds < 3 * 3_600
        ? [seconds / 60, 'min']
        : seconds < 2 * tooFarSeconds
          ? [seconds / 3_600, 'h']
          : [seconds / tooFarSeconds, 'days'];
  return `${Math.round(count).toLocaleString('en-US')} ${unit} ${way}`;
}

/** Without its full stop, for a sentence or a row. */
export const tooFarToUse = (skewSeconds: number): string => `${clockOff(skewSeconds)}: more than a day off, so Apple’s time was not used`;

/** What is said beside a token or a test (W_CLOCK). `used`: this one was made by Apple's time. */
export function clockSaid(skewSeconds: number, used: boolean): string {
  if (!used && isTooFarOff(skewSeconds)) return `Your clock is ${tooFarToUse(skewSeconds)}. Set it (turn on automatic time).`;
  return `Your clock is ${clockOff(skewSeconds)}; Apple’s time ${used ? 'was used' : 'is used from now on'}.`;
}
