import { expect, test } from 'vitest';
import { catalogue, type ErrorCode } from '../../shared/errors/index.js';
import type { TestOutcome } from '../../shared/model.js';
import { type Answer, readAnswer } from './answer.js';
import { meaningOf } from './meaning.js';

const answer = (status: number, set: Partial<Answer> = {}): { is: 'answer' } & Answer => ({
  is: 'answer',
  status,
  body: null,
  latencyMs: 80,
  clockSkewSeconds: 0,
  rateLimit: null,
  retryAfterSeconds: null,
  ...set,
});
const saying = (code: string, title = 'Apple’s title', detail = '') => ({ body: { errors: [{ code, title, detail }] } });

test.each<[string, { is: 'answer' } & Answer, TestOutcome, ErrorCode | null]>([
  ['200 with data', answer(200, { body: { data: [] } }), 'ok', null],
  ['299 with data', answer(299, { body: { data: [] } }), 'ok', null],
  ['200 that is nothing of Apple’s', answer(200), 'unexpected', 'E_UNEXPECTED_RESPONSE'],
  ['199', answer(199, { body: { data: [] } }), 'unexpected', 'E_UNEXPECTED_RESPONSE'],
  ['300', answer(300, { body: { data: [] } }), 'unexpected', 'E_UNEXPECTED_RESPONSE'],
  ['500', answer(500), 'unreachable', 'E_APPLE_DOWN'],
  ['503 with an error of Apple’s', answer(503, saying('SERVICE')), 'unreachable', 'E_APPLE_DOWN'],
  ['401, with a body or without', answer(401), 'refused', 'E_APPLE_UNAUTHORIZED'],
  ['403 for the role', answer(403, saying('FORBIDDEN_ERROR')), 'limited', 'E_APPLE_ROLE'],
  ['403 that is nobody’s', answer(403), 'unexpected', 'E_UNEXPECTED_RESPONSE'],
  ['403 for an agreement', answer(403, saying('FORBIDDEN.REQUIRED_AGREEMENTS_MISSING_OR_EXPIRED')), 'limited', 'E_APPLE_AGREEMENT'],
  ['403 for an agreement, in its old words', answer(403, saying('FORBIDDEN', 'Access Unavailable')), 'limited', 'E_APPLE_AGREEMENT'],
  ['403 whose detail asks to agree', answer(403, saying('FORBIDDEN', 'No', 'Please agree to it')), 'limited', 'E_APPLE_AGREEMENT'],
  ['403 of another code that speaks of agreeing', answer(403, saying('FORBIDDEN_ERROR', 'You must agree')), 'limited', 'E_APPLE_ROLE'],
  ['429', answer(429, saying('RATE_LIMIT_EXCEEDED')), 'limited', 'E_APPLE_RATE'],
  ['404', answer(404, saying('NOT_FOUND')), 'limited', 'E_APPLE_NOT_FOUND'],
  ['400', answer(400, saying('PARAMETER_ERROR')), 'limited', 'E_APPLE_REQUEST'],
  ['409', answer(409, saying('STATE_ERROR')), 'limited', 'E_APPLE_REQUEST'],
  ['418', answer(418, saying('TEAPOT')), 'unexpected', 'E_UNEXPECTED_RESPONSE'],
])('R-104, R-107, R-108 %s', (_what, received, outcome, code) => {
  const found = meaningOf(received);
  expect([found.outcome, found.diagnosis?.code ?? null]).toEqual([outcome, code]);
  if (code !== null) expect(found.diagnosis).toMatchObject({ title: catalogue[code].title, next: catalogue[code].next });
});

test('Apple’s own code and title are told beside ours, where it gave a code', () => {
  expect(meaningOf(answer(404, saying('NOT_FOUND')))).toMatchObject({ appleCode: 'NOT_FOUND', appleTitle: 'Apple’s title' });
  expect(meaningOf(answer(404, saying('NOT_FOUND', '')))).toMatchObject({ appleCode: 'NOT_FOUND', appleTitle: null });
  expect(meaningOf(answer(404, saying('')))).toMatchObject({ appleCode: null, appleTitle: null });
  expect(meaningOf(answer(500))).toMatchObject({ appleCode: null, appleTitle: null });
  expect(meaningOf(answer(200, { body: { data: {} } }))).toEqual({
    outcome: 'ok',
    appleCode: null,
    appleTitle: null,
    diagnosis: null,
  });
});

test('R-108 how long Apple asks to wait is said where Apple says it', () => {
  const cause = (retryAfterSeconds: number | null) => meaningOf(answer(429, { ...saying('RATE'), retryAfterSeconds })).diagnosis?.cause;
  expect(cause(30)).toContain('asks to wait 30 s');
  expect(cause(null)).toBe(catalogue.E_APPLE_RATE.cause);
});

test.each<[ErrorCode, TestOutcome]>([
  ['E_REDIRECT', 'unexpected'],
  ['E_UNEXPECTED_RESPONSE', 'unexpected'],
  ['E_NET_OFFLINE', 'unreachable'],
  ['E_TLS', 'unreachable'],
])('R-100 no answer, because of %s, is %s', (code, outcome) => {
  expect(meaningOf({ is: 'failed', code, message: null })).toMatchObject({
    outcome,
    appleTitle: null,
    diagnosis: { code, cause: catalogue[code].cause },
  });
  expect(meaningOf({ is: 'failed', code, message: 'In its own words.' }).diagnosis?.cause).toBe('In its own words.');
});

const atMs = Date.parse('2026-03-01T12:00:00.000Z');
const headers = { 'content-type': 'application/json' };
const readOf = (text: string, given: object = {}, latencyMs = 400, status = 200) =>
  readAnswer({ status, headers: { ...headers, ...given }, body: [Buffer.from(text)] } as never, { atMs, latencyMs });

test('R-90 how far the clock is off is measured at the middle of the exchange and of Apple’s second', async () => {
  const skew = async (date: string, latencyMs: number) => (await readOf('{}', { date }, latencyMs)).clockSkewSeconds;
  expect(await skew('Sun, 01 Mar 2026 12:00:00 GMT', 0)).toBe(-0);
  expect(await skew('Sun, 01 Mar 2026 12:00:00 GMT', 20_000)).toBe(10);
  expect(await skew('Sun, 01 Mar 2026 11:59:50 GMT', 1_000)).toBe(10);
  expect(await skew('Sun, 01 Mar 2026 12:00:30 GMT', 1_000)).toBe(-30);
  expect(await skew('yesterday', 0)).toBeNull();
  expect((await readOf('{}')).clockSkewSeconds).toBeNull();
});

test('R-105 an answer is read up to a megabyte, and not a byte more', async () => {
  const filled = (bytes: number) => `{"data":"${'x'.repeat(bytes - 11)}"}`;
  expect((await readOf(filled(1024 * 1024))).body).toHaveProperty('data');
  await expect(readOf(filled(1024 * 1024 + 1))).rejects.toMatchObject({
    code: 'E_UNEXPECTED_RESPONSE',
    message: expect.stringContaining('larger'),
  });
});

test.each([
  ['data', '{"data":{"id":1}}', { data: { id: 1 } }],
  ['no data', '{"data":null}', null],
  ['another shape', '{"hello":1}', null],
  ['a text', '"data"', null],
  ['null', 'null', null],
  ['no JSON', '<html>', null],
  ['lists in lists without end', `{"data":${'['.repeat(5_000)}${']'.repeat(5_000)}}`, null],
  [
    'errors, as text alone',
    '{"errors":[{"code":"A","title":7,"detail":["no"]},null,{}],"data":1}',
    {
      errors: [
        { code: 'A', title: '7', detail: '' },
        { code: '', title: '', detail: '' },
        { code: '', title: '', detail: '' },
      ],
    },
  ],
])('R-105 a body that holds %s', async (_what, text, body) => {
  expect((await readOf(text)).body).toEqual(body);
});

test('R-105 what does not call itself JSON is none, and of a flood of errors twenty are read', async () => {
  expect((await readOf('{"data":1}', { 'content-type': 'text/html' })).body).toBeNull();
  expect((await readOf('{"data":1}', { 'content-type': 'application/vnd.api+JSON; charset=utf-8' })).body).toEqual({ data: 1 });
  expect((await readOf(JSON.stringify({ errors: Array(50).fill({ code: 'A' }) }))).body?.errors).toHaveLength(20);
});

test('R-108 what is left of the hour, and how long to wait: a minute at most, and nothing of what is no number', async () => {
  expect(await readOf('{}', { 'x-rate-limit': 'user-hour-lim:3600;user-hour-rem:12;', 'retry-after': '30' })).toMatchObject({
    rateLimit: { limit: 3_600, remaining: 12 },
    retryAfterSeconds: 30,
    latencyMs: 400,
    status: 200,
  });
  expect((await readOf('{}', { 'retry-after': '3600' })).retryAfterSeconds).toBe(60);
  for (const odd of ['-1', '1.5', 'Sun, 01 Mar 2026 12:00:00 GMT', '', '1234567890'])
    expect((await readOf('{}', { 'retry-after': odd })).retryAfterSeconds, odd).toBeNull();
  expect((await readOf('{}', { 'x-rate-limit': 'user-hour-lim:;' })).rateLimit).toBeNull();
});
