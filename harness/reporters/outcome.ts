// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Outcomes as text.
import { formatReturn, isCrash, isStuck, type Outcome } from '../../spec';

/** `-EBUSY`, `0`, `0 {"state":1}`, `died of SIGSEGV`, `never returned`. */
export function formatOutcome(outcome: Outcome): string {
  if (isCrash(outcome)) return `died of ${outcome.crashed}`;
  if (isStuck(outcome)) return 'never returned';
  const ret = formatReturn(outcome.ret);
  return outcome.value === undefined ? ret : `${ret} ${JSON.stringify(outcome.value)}`;
}

/** The same, short enough for the end of a line. */
export function shortOutcome(outcome: Outcome): string {
  const text = formatOutcome(outcome);
  return text.length <= 32 ? text : `${text.slice(0, 31)}…`;
}
