// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DEFAULTS, generateProgram, programIn } from '../../generators';
import { createModel } from '../../model';
import { DEFAULT_PROFILE, KERNEL_OPERATIONS, profileNamed, type Outcome, type Program } from '../../spec';
import { judge } from '../judge/judge';
import type { Followed } from '../judge/verdict';
import { referenceHistory } from '../testing/reference';
import { Coverage, type CoverageReport } from './coverage';
import { addCounts } from './tally';

const model = createModel(profileNamed(DEFAULT_PROFILE));
const operations = new Set(KERNEL_OPERATIONS.map(({ op }) => op));

interface Judged {
  readonly program: Program;
  readonly followed: Followed;
}

function judged(program: Program, bend?: Parameters<typeof referenceHistory>[2]): Judged {
  const verdict = judge(model, program, referenceHistory(model, program, bend));
  if (verdict.kind === 'unknown') throw new Error(verdict.reason);
  return { program, followed: verdict };
}

const generated = Array.from({ length: 120 }, (_, index) =>
  judged(generateProgram(model, { ...DEFAULTS, operations, seed: 3, index })),
);

function covered(all: readonly Judged[], origin: 'generated' | 'given' = 'generated'): CoverageReport {
  const coverage = new Coverage();
  for (const { program, followed } of all) coverage.add(program, followed, origin);
  return coverage.report();
}

const sum = (counts: Readonly<Record<string, number>>): number => Object.values(counts).reduce((a, b) => a + b, 0);

describe('coverage', () => {
  test('does not depend on the order of the programs', () => {
    const report = JSON.stringify(covered(generated));
    const shuffled = fc.shuffledSubarray([...generated], { minLength: generated.length });
    fc.assert(
      fc.property(shuffled, (all) => expect(JSON.stringify(covered(all))).toBe(report)),
      { numRuns: 10 },
    );
  });

  test('of parts adds up to that of the whole', () => {
    const whole = covered(generated);
    fc.assert(
      fc.property(fc.nat(generated.length), (cut) => {
        const [one, other] = [covered(generated.slice(0, cut)), covered(generated.slice(cut))];
        expect(addCounts(one.cells, other.cells)).toEqual(whole.cells);
        expect(addCounts(one.pairs, other.pairs)).toEqual(whole.pairs);
        expect(one.uncertain + other.uncertain).toBe(whole.uncertain);
      }),
      { numRuns: 10 },
    );
  });

  test('counts every operation once: in its cell, or in none that is certain', () => {
    const report = covered(generated);
    expect(sum(report.cells) + report.uncertain).toBe(
      generated.reduce((all, { followed }) => all + followed.operations, 0),
    );
  });

  test('ends before the operation that violates', () => {
    const program = programIn('module.load soc_a\nmodule.info soc_a\nmodule.unload soc_a');
    const wrong: Outcome = { ret: -4095 };
    const report = covered([judged(program, (_, outcome, index) => (index === 1 ? wrong : outcome))]);
    expect(Object.keys(report.cells)).toEqual(['module.load name=- -> MOD-LOAD-09 0']);
    expect(report).toMatchObject({ uncertain: 0, pairs: {} });
  });
});

describe('pairs', () => {
  test('are an operation and the one before it on the same object, by the kind of the object', () => {
    const program = programIn(
      'module.load soc_a\nb = btf.open soc_a\nm = map.create b plain\nmap.update m\nmap.lookup m\nmap.delete m',
    );
    expect(covered([judged(program)]).pairs).toEqual({
      'btf: btf.open -> map.create': 1,
      'map: map.create -> map.update': 1,
      'map: map.lookup -> map.delete': 1,
      'map: map.update -> map.lookup': 1,
      'module: module.load -> btf.open': 1,
    });
  });

  test('are of objects, not of descriptors', () => {
    const program = programIn('u = btf.load\nd = fd.dup u\nfd.close d\nfd.close u');
    expect(covered([judged(program)]).pairs).toEqual({
      'btf: btf.load -> fd.dup': 1,
      'btf: fd.close -> fd.close': 1,
      'btf: fd.dup -> fd.close': 1,
    });
  });

  test('do not reach from one program into the next, nor across an operation whose outcome is unknown', () => {
    const load = judged(programIn('module.load soc_a'));
    expect(covered([load, load]).pairs).toEqual({});
    const crash: Outcome = { crashed: 'SIGSEGV' };
    const program = programIn('u = btf.load\nfd.close closed\nfd.close u');
    const report = covered([judged(program, (_, outcome, index) => (index === 1 ? crash : outcome))]);
    expect(report).toMatchObject({ pairs: {}, uncertain: 1 });
  });
});

test('programs that were given are no sample of what is generated', () => {
  expect(covered(generated).influences.programs).toBe(generated.length);
  expect(covered(generated, 'given').influences).toEqual({ programs: 0, suppressors: [], triggers: [] });
  expect(covered(generated, 'given').cells).toEqual(covered(generated).cells);
});

test('what an operation decides itself is no news', () => {
  const { suppressors, triggers } = covered(generated).influences;
  for (const { operation, clause } of [...suppressors, ...triggers])
    expect(`${operation} ${clause}`).not.toMatch(/^link\.create LINK-CREATE|^module\.unload MOD-UNLOAD/);
});
