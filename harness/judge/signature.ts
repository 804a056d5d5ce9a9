// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What makes two violations the same finding.
import type { Violation } from './verdict';
import { formatReturn, hasReturned } from '../../spec';

/** The broken clauses, the operation, and what was observed; numbers and addresses in texts do not count. */
export function signatureOf(violation: Violation): string {
  const clauses = [...new Set(violation.clauses)].sort().join('+');
  return [violation.kind, clauses, violation.operation?.op ?? 'end', observedOf(violation)].join(' ');
}

function observedOf({ observed }: Violation): string {
  if ('lines' in observed) return observed.lines.slice(0, 1).map(withoutNumbers).join('');
  if (!hasReturned(observed)) return 'crashed' in observed ? observed.crashed : 'stuck';
  return observed.value === undefined ? formatReturn(observed.ret) : `${formatReturn(observed.ret)} with a value`;
}

/** The same splat has another time, task, address and instance every time. */
const withoutNumbers = (line: string): string => line.replaceAll(/(0x)?[0-9a-f]*[0-9][0-9a-f]*/gi, 'N').trim();
