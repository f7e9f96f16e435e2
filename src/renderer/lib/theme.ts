/** A change of theme is one step, not a hundred small fades: transitions are off for the frame in which it happens. */
export function keepThemeChangesStill(): void {
  const root = document.documentElement;
  const still = () => {
    root.dataset.still = '';
    requestAnimationFrame(() => requestAnimationFrame(() => delete root.dataset.still));
  };
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', still);
  new MutationObserver(still).observe(root, { attributeFilter: ['data-theme'] });
}
