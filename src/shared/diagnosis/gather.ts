import { appleHosts } from '../apple/hosts.js';
import { catalogue, type ErrorCode } from '../errors/index.js';
import type { TestReport } from '../model.js';
import type { Asked, Evidence } from './evidence.js';

/** What there is to know of one stored key: this run's test of it where there was one, else the last that is remembered. */
export function evidenceOf(
  about: Pick<Evidence, 'key' | 'organization' | 'siblings' | 'stored'>,
  test?: Pick<TestReport, 'diagnosis' | 'testedWith' | 'clockSkewSeconds' | 'notes'> & {
    readonly rateLimit?: { readonly remaining: number } | null;
  },
): Evidence {
  const { key, organization } = about;
  const remaining = test?.rateLimit?.remaining;
  const asked: Asked = {
    code: knownCode(test ? (test.diagnosis?.code ?? null) : (key.lastTest?.code ?? null)),
    with: test?.testedWith ?? key.lastTest?.testedWith ?? {},
    path: appleHosts[organization.program].testPath,
    ...(test?.notes.some(({ code }) => code === 'W_SPURIOUS_401') ? { refusedByChance: true } : {}),
    ...(remaining === undefined ? {} : { remaining }),
  };
  return { ...about, asked, skew: test?.clockSkewSeconds ?? null, checks: [] };
}

/** A later version may have written down a code that this one does not know. */
const knownCode = (code: string | null): ErrorCode | null => (code !== null && Object.hasOwn(catalogue, code) ? (code as ErrorCode) : null);
