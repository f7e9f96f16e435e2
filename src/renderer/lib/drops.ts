/** Chromium opens a file that is dropped where nobody takes it: here nobody's is let fall (H-25). Whoever takes files listens after this. */
export function keepDropsStill(): void {
  document.addEventListener('dragover', (event) => {
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'none';
  });
  document.addEventListener('drop', (event) => event.preventDefault());
}
