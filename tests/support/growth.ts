/** How the work of reading grows with what is read: counted in CPU time, so that a busy machine changes nothing. */

/** CPU milliseconds of one call; as many calls as make a sum worth measuring. */
async function cpuOf(work: () => unknown, least = 2): Promise<number> {
  let [calls, spent] = [0, 0];
  for (let batch = 1; spent < least; batch *= 2) {
    const before = process.cpuUsage();
    for (let n = 0; n < batch; n += 1) await work();
    const { user, system } = process.cpuUsage(before);
    [calls, spent] = [batch, (user + system) / 1_000];
  }
  return spent / calls;
}

/** Sixty-four times as much to read: 64 times the work where it is linear, 4,096 where it is quadratic. */
const fold = 64;
/** Beyond it nothing but a mistake in the code explains it: caches and collections do not. */
export const mostGrowth = 500;
const hopeless = 2_000;

/** The best of a few runs: what disturbs a run makes it dearer, never cheaper. */
export async function growthOf(work: (text: string) => unknown, shape: (length: number) => string, length = 1_024): Promise<number> {
  const [small, large] = [shape(length), shape(length * fold)];
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 4 && best > mostGrowth; run += 1) {
    const once = await cpuOf(() => work(small));
    best = Math.min(best, (await cpuOf(() => work(large))) / once);
    if (best > hopeless) break;
  }
  return best;
}

const many = (piece: string) => (length: number) => piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
const after = (head: string, piece: string, tail = '') => {
  const fill = many(piece);
  return (length: number) => head + fill(length) + tail;
};

/** What a hostile, or only a broken, file is made of. */
export const shapes: Readonly<Record<string, (length: number) => string>> = {
  hyphens: many('-'),
  'hyphens apart': many('- '),
  'hyphens in lines': many('---\n'),
  'long dashes': many('—'),
  'dashes of both kinds': many('—-'),
  'BEGIN cut off': many('-----BEGIN '),
  'BEGIN in lines': many('-----BEGIN PRIVATE KEY-----\n'),
  'END in lines': many('-----END PRIVATE KEY-----\n'),
  'BEGIN and END': many('-----BEGIN A-----\n-----END A-----\n'),
  'BEGIN and another END': many('-----BEGIN A-----\n-----END B-----\n'),
  'a label without an end': after('-----BEGIN ', 'A '),
  'a dash, BEGIN and blanks': after('—BEGIN ', ' '),
  'a dash and BEGIN, many times': many('—BEGIN A '),
  'a dash, BEGIN, letters apart': after('—BEGIN ', 'A '),
  'a frame and blanks before its name': after('---', ' '),
  blanks: many(' '),
  tabs: many('\t'),
  'line feeds': many('\n'),
  'carriage returns': many('\r'),
  'both line ends': many('\r\n'),
  'lines with blanks before them': many('\n    A'),
  '\\n': many('\\n'),
  '\\r\\n': many('\\r\\n'),
  backslashes: many('\\'),
  'escapes of JSON': many('\\u0041\\/'),
  'escapes of a URL': many('%0A%2F'),
  'quotes, double': many('"'),
  'quotes, single': many("'"),
  'a quote that does not end': after('"', 'A'),
  'an assignment': after('KEY', ' ', '=A'),
  'an assignment without a sign': after('export ', 'A'),
  'export and blanks': after('export', ' '),
  base64: many('A'),
  'base64 in lines': many(`${'A'.repeat(64)}\n`),
  'equals signs': many('='),
  'equals signs within': many('A=='),
  braces: many('{'),
  brackets: many('['),
  'objects in objects': many('{"a":'),
  'lists of lists': many('[[],'),
  'a long list': after('[', '0,', '0]'),
  'a long text in JSON': after('["', 'A', '"]'),
  'a long text of escapes': after('["', '\\u0041', '"]'),
  'a long number': after('[', '1', ']'),
  'a list of empty keys': after('[', '{"key_id":"A"},', '{}]'),
  commas: many('key id,'),
  'byte order marks': many('\ufeff'),
  'Proc-Type': many('Proc-Type: '),
  'Proc-Type and blanks': after('Proc-Type: 4,', ' '),
  'parts of a token': many('eyJ.'),
  'a token': after('eyJA.', 'A', '.A'),
  Bearer: many('Bearer '),
  tags: many('<html'),
  zeros: many('\0'),
  accents: after('a', '\u0301\u0327'),
  'beginnings of a key': many('MIGTAgEAMBMGByqGSM49'),
  'beginnings of a key in lines': many('> MIGTAgEAMBMGByqGSM49AgEG\n'),
  'a key and decorations': after('MIGTAgEAMBMGByqGSM49AgEG', '\n> * # '),
  'a key and blanks': after('MIGTAgEAMBMGByqGSM49AgEG', ' \t'),
  'RTF of control words': after('{\\rtf1 ', '\\par '),
  'RTF of braces': after('{\\rtf1 ', '{'),
  'RTF of numbers': after('{\\rtf1 \\u', '1'),
  'HTML of tags': after('<p>', '<b'),
  'HTML without an end': after('<p>', '<'),
  'HTML of entities': after('<p>', '&#43;'),
  'what cannot be seen': many('\u200b\u00a0'),
  variables: many('ASC_KEY_ID=A\n'),
  'variables in one line': many('ASC_KEY=1 '),
  'variables with a quote that does not end': many('ASC_KEY="\n\'\n'),
  'variables with a frame that does not end': many('K=-----BEGIN A-----\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n'),
  'here-documents that do not end': many('K=$(cat <<EOF\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n'),
  'blocks of YAML': many('key: |\n  AAAAAAAAAAAA\n'),
  'blocks within blocks': after('key: |\n', ' key: |\n '),
  'variables of variables': many('ASC_KEY=$ASC_KEY\n'),
  emoji: many('😀'),
};

export const framed =
  (shape: (length: number) => string) =>
  (length: number): string =>
    `-----BEGIN PRIVATE KEY-----\n${shape(length)}\n-----END PRIVATE KEY-----`;

/** Every shape through one way in: the first that is not read in linear time, and how much dearer 64 times as much was; null where all are. */
export async function notLinear(
  work: (text: string) => unknown,
  of: Readonly<Record<string, (length: number) => string>> = shapes,
  length?: number,
): Promise<string | null> {
  for (const [name, shape] of Object.entries(of)) {
    const growth = await growthOf(work, shape, length);
    if (growth > mostGrowth) return `${name}: ${Math.round(growth)} times`;
  }
  return null;
}
