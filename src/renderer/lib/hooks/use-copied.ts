import { useEffect, useState } from 'react';
import { copiedMs } from '../copied.js';

/** Whether it has just been copied, and what to call once it is: again, it is said for as long again. */
export function useCopied(): readonly [isCopied: boolean, mark: () => void] {
  const [at, setAt] = useState(0);
  useEffect(() => {
    if (at === 0) return;
    const timer = setTimeout(() => setAt(0), copiedMs);
    return () => clearTimeout(timer);
  }, [at]);
  return [at !== 0, () => setAt(performance.now())];
}
