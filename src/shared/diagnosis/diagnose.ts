import type { CauseCode } from '../words/causes.js';
import type { Cause, CauseFile, Confidence } from './cause.js';
import { asAnswered } from './causes/as-answered.js';
import { clock } from './causes/clock.js';
import { closedToIndividuals } from './causes/closed-to-individuals.js';
import { issuerId } from './causes/issuer-id.js';
import { issuerMissing } from './causes/issuer-missing.js';
import { keyId } from './causes/key-id.js';
import { individualKey, teamKey } from './causes/kind.js';
import { lifetime } from './causes/lifetime.js';
import { otherService } from './causes/other-service.js';
import { otherTeam } from './causes/other-team.js';
import { program } from './causes/program.js';
import { refusedByChance } from './causes/refused-by-chance.js';
import { revoked } from './causes/revoked.js';
import { scope } from './causes/scope.js';
import type { Evidence } from './evidence.js';

/** Every cause there is; of two that are as likely the one that stands first is told first. */
const causes: readonly CauseFile[] = [
  ...asAnswered,
  closedToIndividuals,
  lifetime,
  scope,
  issuerMissing,
  clock,
  refusedByChance,
  issuerId,
  keyId,
  individualKey,
  teamKey,
  program,
  // What is left when the others are out.
  revoked,
  otherTeam,
  otherService,
];
export const everyCause: readonly CauseCode[] = causes.map(({ code }) => code);

const order = { certain: 0, likely: 1, possible: 2, 'ruled-out': 4 } as const satisfies Record<Confidence, number>;
const placeOf = ({ confidence, isUnlikely }: Cause): number => order[confidence] + (confidence === 'possible' && isUnlikely ? 1 : 0);

/** Why a request was not answered as wished: everything that could be why, likeliest first. Nothing to explain: empty. Pure. */
export function diagnose(evidence: Evidence): readonly Cause[] {
  const found: Cause[] = [];
  for (const { code, judge } of causes) {
    const judged = judge(evidence, found);
    if (judged) found.push({ code, ...judged });
  }
  return found.sort((a, b) => placeOf(a) - placeOf(b));
}
