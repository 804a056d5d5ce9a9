// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What the end of an implementation says about the kernel under test, beside what it said of single operations.
import type { Loss } from '../adapter';
import { lastWordsOf } from '../interruption';
import type { ClauseId } from '../../spec';
import { splatsIn } from './splat';

/**
 * What the kernel is to be blamed for. `stuck`: something did not return, or memory ran out; the host or another program may
 * have had a hand in it, so that it counts when it is seen again on a new guest. `splat`: it reported a bug itself.
 */
export interface Complaint {
  readonly kind: 'splat' | 'stuck';
  readonly lines: readonly string[];
  readonly clause: Extract<ClauseId, 'LOG-01' | 'RETURN-01' | 'RETURN-02'>;
}

/** Undefined where the end was nobody's fault that is tested. */
export function complaintIn({ cause, log, stuck }: Loss): Complaint | undefined {
  switch (cause) {
    case 'agent-died':
      return undefined;
    case 'stuck':
      return { kind: 'stuck', lines: stuck?.stack ?? [], clause: 'RETURN-01' };
    case 'out-of-memory':
      return { kind: 'stuck', lines: lastWordsOf(cause, log), clause: 'RETURN-02' };
    case 'locked-up':
      return otherBug(log) ?? { kind: 'stuck', lines: lastWordsOf(cause, log), clause: 'RETURN-01' };
    default:
      return reported(splatsIn(log));
  }
}

/** What locks a kernel up is worth more than that it is locked up, where it was reported. */
function otherBug(log: readonly string[]): Complaint | undefined {
  const [first] = splatsIn(log);
  return first === undefined || lastWordsOf('locked-up', [first]).length > 0 ? undefined : reported(splatsIn(log));
}

const reported = (lines: readonly string[]): Complaint | undefined =>
  lines.length === 0 ? undefined : { kind: 'splat', lines, clause: 'LOG-01' };
