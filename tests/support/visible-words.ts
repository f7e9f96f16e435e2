import { readFileSync } from 'node:fs';
import { parseSync } from 'vite';

export interface Seen {
  readonly line: number;
  readonly text: string;
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly [field: string]: unknown;
}

/** Attributes that are for the browser, or a switch of our own components; any other one may be read by somebody. */
const technical = new Set(
  (
    'className id type role name key value htmlFor autoComplete autoCapitalize spellCheck dir d viewBox fill fillRule transform popover ' +
    'look size tone scope href target method pathLength strokeDasharray data-kind data-state data-topic data-hue data-n aria-hidden ' +
    'aria-current aria-live aria-haspopup aria-autocomplete aria-controls aria-labelledby aria-describedby aria-activedescendant'
  ).split(' '),
);
/** What the browser calls keys, what Apple calls files, and selectors. */
const names =
  /^((Arrow|Page)(Up|Down|Left|Right)|Home|End|Enter|Escape|Delete|Backspace|Tab|Shift|T|AuthKey|ApiKey|main (input|button)[^ ]*)$/;
const asks = new Set(['querySelector', 'querySelectorAll', 'closest', 'matches', 'matchMedia', 'addEventListener']);
const letter = /\p{L}/u;
const prose = /^\p{Lu}\p{Ll}|\p{L}[.,:;…)”]? \p{L}/u;
/** Of a template: what stands between two values. */
const between = /^[.,:;]? \p{L}|\p{L} $/u;
const types = /^(TS(?!AsExpression|SatisfiesExpression|NonNull)|Import|Export(All|Named).*)/;

/** Every text of a file that a user would read: in JSX whatever has a letter, elsewhere what reads as prose. */
export function visibleWords(file: string, source = readFileSync(file, 'utf8')): readonly Seen[] {
  const seen: Seen[] = [];
  const say = (node: Node, text: string, isWords: boolean) => {
    if (isWords && !names.test(text)) seen.push({ line: source.slice(0, node.start).split('\n').length, text: text.trim() });
  };
  /** `isShown`: what this is a part of is drawn or read out. */
  const visit = (node: Node, isShown: boolean): void => {
    if (types.test(node.type) && !isNode(node.declaration)) return;
    const text = textOf(node);
    if (text !== null) say(node, text, (isShown ? letter : prose).test(text) || (node.type === 'TemplateElement' && between.test(text)));
    for (const [part, partIsShown] of partsOf(node, isShown)) visit(part, partIsShown);
  };
  visit(parseSync(file, source).program as unknown as Node, false);
  return seen;
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value;

function textOf(node: Node): string | null {
  if (node.type === 'TemplateElement') return (node.value as { readonly cooked: string }).cooked;
  return /^(JSXText|Literal)$/.test(node.type) && typeof node.value === 'string' ? node.value : null;
}

type Part = readonly [node: Node, isShown: boolean];
const partsOf = (node: Node, isShown: boolean): readonly Part[] =>
  Object.entries(node).flatMap(([field, value]) =>
    [value]
      .flat()
      .filter(isNode)
      .flatMap((part): readonly Part[] => {
        const shown = isPartShown(node, field, isShown);
        return shown === null ? [] : [[part, shown]];
      }),
  );

/** Null: what is there is never words. */
function isPartShown(node: Node, field: string, isShown: boolean): boolean | null {
  switch (node.type) {
    case 'JSXElement':
    case 'JSXFragment':
      return field === 'children';
    case 'JSXAttribute':
      return isTechnical(node) ? null : !nameOf(node.name).startsWith('on');
    case 'ConditionalExpression':
      return field !== 'test' && isShown;
    case 'LogicalExpression':
      return (field === 'right' || node.operator === '??') && isShown;
    case 'BinaryExpression':
      return node.operator === '+' && isShown;
    case 'CallExpression':
      return field === 'arguments' && asks.has(calleeOf(node)) ? null : false;
    case 'Property':
      return field === 'key' ? null : false;
    case 'MemberExpression':
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
      return false;
    default:
      return isShown;
  }
}

const nameOf = (node: unknown): string => (isNode(node) && typeof node.name === 'string' ? node.name : '');
const isTechnical = ({ name }: Node): boolean => technical.has(nameOf(name));
const calleeOf = ({ callee }: Node): string => nameOf(isNode(callee) && isNode(callee.property) ? callee.property : callee);
