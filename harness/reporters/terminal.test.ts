// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parseProgram } from '../../generators/text';
import { expectGolden } from '../testing/golden';
import { conforming, doubtful, history, missing, partial, program, violating } from '../testing/reports';
import { annotate } from './annotated';
import { styleOf } from './style';
import { formatReport } from './terminal';

const golden = (name: string): string => join(__dirname, 'golden', `${name}.txt`);
const clauseOf = (id: string) => ({
  force: 'must' as const,
  statement: `What ${id} promises takes more than one line of a terminal, as the statements of clauses do.`,
  source: 'kernel/bpf/bpf_struct_ops.c: bpf_struct_ops_map_free()',
  origin: [],
});
const replay = (index: number): string => `struct-ops-conformance replay found/${index}.program --adapter simulator`;

describe('the report on a terminal', () => {
  it.each([
    ['conforms', conforming],
    ['violates', violating],
    ['misses', missing],
    ['inconclusive', doubtful],
    ['leaves something out', partial],
  ])('of a campaign that %s', (name, report) => {
    expectGolden(golden(name), formatReport(report, { clauseOf, replay }));
  });

  it('names everything when asked to', () => {
    expectGolden(golden('verbose'), formatReport(conforming, { clauseOf, replay, verbose: true }));
  });

  it('fits into 80 columns, kernel log lines aside', () => {
    for (const report of [conforming, violating, missing, doubtful, partial]) {
      const long = formatReport(report, { clauseOf, replay })
        .split('\n')
        .filter((line) => line.length > 80);
      expect(long.filter((line) => !line.includes('BUG:') && !line.includes('replay'))).toEqual([]);
    }
  });

  it('is the same text with colours, once they are taken away', () => {
    const coloured = formatReport(violating, { clauseOf, replay, style: styleOf(true) });
    expect(coloured).toContain('\u001b[31m');
    expect(coloured.replaceAll(/\u001b\[\d+m/g, '')).toBe(formatReport(violating, { clauseOf, replay }));
  });
});

describe('an annotated program', () => {
  it('parses back to the program', () => {
    expect(parseProgram(annotate(program, history, violating.counterexamples[0]?.violation))).toEqual({
      kind: 'program',
      program,
    });
  });
});
