// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, it } from '@jest/globals';
import type { Violation } from './verdict';
import { signatureOf } from './signature';

const violation: Violation = {
  kind: 'outcome',
  step: 3,
  operation: { op: 'map.delete', args: { map: 'm' } },
  observed: { ret: -16 },
  allowed: [],
  clauses: ['MAP-B', 'MAP-A', 'MAP-A'],
  log: [],
};
const splat = (line: string): Violation => ({ ...violation, kind: 'splat', observed: { lines: [line, 'more'] } });

describe('signatureOf', () => {
  it('names kind, clauses, operation and outcome', () => {
    expect(signatureOf(violation)).toBe('outcome MAP-A+MAP-B map.delete -EBUSY');
    expect(signatureOf({ ...violation, observed: { ret: 0, value: { id: 4 } } })).toBe(
      'outcome MAP-A+MAP-B map.delete 0 with a value',
    );
    expect(signatureOf({ ...violation, observed: { crashed: 'SIGSEGV' } })).toBe(
      'outcome MAP-A+MAP-B map.delete SIGSEGV',
    );
  });

  it('does not depend on the step, the arguments, or the order of clauses', () => {
    const other = {
      ...violation,
      step: 9,
      clauses: ['MAP-A', 'MAP-B'],
      operation: { op: 'map.delete', args: { map: 'x' } },
    };
    expect(signatureOf(other)).toBe(signatureOf(violation));
  });

  it('takes one splat for another only when they differ in more than numbers', () => {
    const one = 'WARNING: CPU: 0 PID: 17 at kernel/bpf/core.c:12 f+0x1f';
    const two = 'WARNING: CPU: 1 PID: 9 at kernel/bpf/core.c:12 f+0x2a';
    expect(signatureOf(splat(one))).toBe(signatureOf(splat(two)));
    expect(signatureOf(splat('WARNING: CPU: 0 PID: 1 at kernel/bpf/btf.c:12'))).not.toBe(signatureOf(splat(one)));
  });

  it('names residue as the end of the program', () => {
    const { operation: _, ...rest } = violation;
    expect(signatureOf({ ...rest, kind: 'residue', observed: { lines: ['map 7 is left'] } })).toBe(
      'residue MAP-A+MAP-B end map N is left',
    );
  });
});
