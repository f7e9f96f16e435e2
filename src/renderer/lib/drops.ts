import * as texts from '../words/importing.js';

/** Chromium opens a file that is dropped where nobody takes it: here nobody's is let fall (H-25). Whoever takes files listens after this. */
export function keepDropsStill(): void {
  document.addEventListener('dragover', (event) => {
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'none';
  });
  document.addEventListener('drop', (event) => event.preventDefault());
}

/** Why nothing of what is dragged over the window would be taken; null when it would. `files`: how many, which is all that is told before the drop. */
export function refusal(files: number, isReadOnly: boolean): { readonly title: string; readonly words: string } | null {
  if (files === 0) return { title: texts.noFile, words: texts.notAKey };
  return isReadOnly ? { title: texts.nothingIsStored, words: texts.whyNothingIsStored } : null;
}
