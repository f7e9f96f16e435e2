// Where a dropped or chosen File lies. A page cannot know; Chromium tells the process that drives it.
type Send = (message: object) => void;

/** `send` asks Node for the paths of the files now held. */
export function followFiles(send: Send) {
  // Not weak: this world's wrapper of a File may be collected while the page still holds its own.
  const paths = new Map<File, string>();
  let primed: readonly string[] | null = null;
  let held: { readonly files: readonly File[]; readonly again: () => void } | null = null;

  const remember = (files: readonly File[], known: readonly string[]): void =>
    files.forEach((file, i) => void paths.set(file, known[i] ?? ''));
  const hold = (files: readonly File[], again: () => void): void => {
    held = { files, again };
    send({ kind: 'files', count: files.length });
  };

  // Capture, before the page: a test says the paths first and the event stays trusted; on a desktop the drop waits and comes again.
  const onDrop = (event: DragEvent): void => {
    const files = [...(event.dataTransfer?.files ?? [])];
    if (!event.isTrusted || files.length === 0) return;
    if (primed) {
      remember(files, primed);
      primed = null;
      return;
    }
    event.stopImmediatePropagation();
    event.preventDefault();
    const { target, clientX, clientY, ctrlKey, shiftKey, altKey } = event;
    const dataTransfer = new DataTransfer();
    for (const file of files) dataTransfer.items.add(file);
    const place = { bubbles: true, cancelable: true, composed: true, clientX, clientY, ctrlKey, shiftKey, altKey };
    hold([...dataTransfer.files], () => target?.dispatchEvent(new DragEvent('drop', { ...place, dataTransfer })));
  };

  const onChosen = (event: Event): void => {
    const { target } = event;
    if (!(target instanceof HTMLInputElement) || target.type !== 'file') return;
    const files = [...(target.files ?? [])];
    if (files.length === 0 || files.every((file) => paths.has(file))) return;
    event.stopImmediatePropagation();
    if (event.type !== 'change') return;
    hold(files, () => {
      target.dispatchEvent(new Event('input', { bubbles: true }));
      target.dispatchEvent(new Event('change', { bubbles: true }));
    });
  };

  addEventListener('drop', onDrop, true);
  addEventListener('input', onChosen, true);
  addEventListener('change', onChosen, true);

  return {
    prime: (known: readonly string[]): void => {
      primed = known;
    },
    heldFile: (index: number): File | undefined => held?.files[index],
    found: (known: readonly string[]): void => {
      const was = held;
      held = null;
      if (!was) return;
      remember(was.files, known);
      was.again();
    },
    /** Empty for a File that was made by a script. */
    pathOf(file: unknown): string {
      if (!(file instanceof File)) throw new TypeError('getPathForFile: not a File');
      return paths.get(file) ?? '';
    },
  };
}
