import type { KeyKind, LastTest, Program, TestedWith, TestOutcome } from '../../shared/model.js';
import type { State } from '../ports/index.js';

export const emptyState: State = { keys: {}, settings: {}, folders: {} };

/**
 * Each field stands alone: what is damaged counts as not there, what we do not know is kept. By hand, without zod: it is read
 * by every command, and to load zod for it takes longer than to mint a token. Null: no such file was ever written by us.
 */
export function parseState(text: string): State | null {
  const raw = record(parseJson(text));
  if (raw === undefined) return null;
  const { vaultId, revision, lastBackupAt, clock, keys, settings, folders, ...unknown } = raw;
  return {
    ...unknown,
    ...field('vaultId', string(vaultId)),
    ...field('revision', Number.isSafeInteger(revision) && Number(revision) >= 0 ? Number(revision) : undefined),
    ...field('lastBackupAt', string(lastBackupAt)),
    ...field('clock', clockIn(clock)),
    keys: entries(keys, keyState),
    settings: record(settings) ?? {},
    folders: entries(folders, string),
  };
}

function keyState(value: unknown): State['keys'][string] | undefined {
  const raw = record(value);
  if (raw === undefined) return undefined;
  const { lastUsedAt, lastTest, backedUpAt, ...unknown } = raw;
  return {
    ...unknown,
    ...field('lastUsedAt', string(lastUsedAt)),
    ...field('lastTest', lastTestIn(lastTest)),
    ...field('backedUpAt', string(backedUpAt)),
  };
}

function clockIn(value: unknown): State['clock'] {
  const { skewSeconds, measuredAt, bootedAt } = record(value) ?? {};
  if (!isNumber(skewSeconds) || !isString(measuredAt) || Number.isNaN(Date.parse(measuredAt))) return undefined;
  return { skewSeconds, measuredAt, ...field('bootedAt', isNumber(bootedAt) ? bootedAt : undefined) };
}

const outcomes: Readonly<Record<TestOutcome, true>> = { ok: true, limited: true, refused: true, unreachable: true, unexpected: true };

function lastTestIn(value: unknown): LastTest | undefined {
  const raw = record(value) ?? {};
  const { at, code, latencyMs } = raw;
  const outcome = oneOf(raw.outcome, outcomes);
  if (!isString(at) || outcome === undefined) return undefined;
  if (!(code === null || isString(code)) || !(latencyMs === null || isNumber(latencyMs))) return undefined;
  const { answeredAt, testedWith, answeredWith, ...unknown } = raw;
  return {
    ...unknown,
    at,
    outcome,
    code,
    latencyMs,
    ...field('answeredAt', string(answeredAt)),
    ...field('testedWith', testedWithIn(testedWith)),
    ...field('answeredWith', testedWithIn(answeredWith)),
  };
}

/** A field that is not what it should be is not known, and rules nothing out. */
function testedWithIn(value: unknown): TestedWith | undefined {
  const raw = record(value);
  if (raw === undefined) return undefined;
  const { issuerId, keyId, kind, program, host, inTime, refusals, ...unknown } = raw;
  return {
    ...unknown,
    ...field('issuerId', issuerId === null ? null : string(issuerId)),
    ...field('keyId', string(keyId)),
    ...field('kind', oneOf<KeyKind>(kind, { team: true, individual: true })),
    ...field('program', oneOf<Program>(program, { 'app-store': true, enterprise: true })),
    ...field('host', host === null ? null : string(host)),
    ...field('inTime', typeof inTime === 'boolean' ? inTime : undefined),
    ...field('refusals', Number.isSafeInteger(refusals) ? Number(refusals) : undefined),
  };
}

const oneOf = <T extends string>(value: unknown, all: Readonly<Record<T, true>>): T | undefined =>
  isString(value) && Object.hasOwn(all, value) ? (value as T) : undefined;
const isString = (value: unknown): value is string => typeof value === 'string';
const isNumber = (value: unknown): value is number => Number.isFinite(value);
const string = (value: unknown): string | undefined => (isString(value) ? value : undefined);
const record = (value: unknown): Record<string, unknown> | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;

const field = <N extends string, T>(name: N, value: T | undefined): { [K in N]?: T } =>
  (value === undefined ? {} : { [name]: value }) as { [K in N]?: T };

const entries = <T>(value: unknown, read: (one: unknown) => T | undefined): Record<string, T> =>
  Object.fromEntries(
    Object.entries(record(value) ?? {}).flatMap(([name, one]) => {
      const good = read(one);
      return good === undefined ? [] : [[name, good]];
    }),
  );

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
