type Tell = (done: number, total: number) => void;

/** Every file of a hundred, every tenth of a thousand: the page draws its list at each word. */
export function inSteps(tell: Tell): Tell {
  let last = -1;
  return (done, total) => {
    const step = Math.floor((done * 100) / Math.max(total, 1));
    if (step !== last) tell(done, total);
    last = step;
  };
}
