import type { RunningApp } from './app.js';

/** The recovery key as it is shown, and the characters that are asked back of it. */
export async function shownRecovery(app: RunningApp) {
  const groups = (await app.inPage((page) => page.locator('.recovery li').allInnerTexts(), null)).map((one) => one.trim());
  const labels = (await app.inPage((page) => page.locator('.askback label').allInnerTexts(), null)).map((one) => one.trim());
  const answers = labels.map((label) => groups[Number(/\d+/.exec(label)?.[0]) - 1]?.charAt(0) ?? '');
  return {
    key: `AGE-SECRET-KEY-1${groups.join('')}`,
    async typeBack(): Promise<void> {
      for (const [n, label] of labels.entries()) await app.fill(label, answers[n] ?? '');
    },
    async typeWrong(): Promise<void> {
      for (const label of labels) await app.fill(label, '!');
    },
  };
}
