import { Fragment, type ReactNode } from 'react';
import { marksOfWords, type Spans } from '../lib/vault/fuzzy.js';

/** A text with the words that were searched for marked; none: as it is. */
export const Marked = ({ text, words }: { readonly text: string; readonly words: readonly string[] }): ReactNode =>
  words.length === 0 ? text : marked(text, marksOfWords(words, text));

/** The part of `text` between `from` and `to`, with the spans in it marked. */
export function marked(text: string, spans: Spans, from = 0, to = text.length): ReactNode {
  const parts: ReactNode[] = [];
  let at = from;
  for (const [start, end] of spans) {
    const [a, b] = [Math.max(start, from), Math.min(end, to)];
    if (a >= b) continue;
    parts.push(<Fragment key={`${a} plain`}>{text.slice(at, a)}</Fragment>, <mark key={a}>{text.slice(a, b)}</mark>);
    at = b;
  }
  return [...parts, <Fragment key="rest">{text.slice(at, to)}</Fragment>];
}
