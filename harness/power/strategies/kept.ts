// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Programs that are kept in files: the witnesses of the clauses, and the counterexamples of other faults.
import { readCorpus } from '../../campaign/corpus';
import { fitsAlong } from '../../campaign/door';
import { readCounterexamples } from '../counterexamples';
import type { Strategy } from '../strategy';

export const witnesses: Strategy = {
  name: 'witnesses',
  summary: 'the smallest program for each clause (spec/corpus)',
  seeded: false,
  programs: ({ model, door }) => readCorpus(model.profile.name).filter((program) => fitsAlong(model, program, door)),
};

export const corpus: Strategy = {
  name: 'corpus',
  summary: 'the smallest counterexample of every other fault (harness/power/corpus), but not its own',
  seeded: false,
  programs: ({ model, door, fault }) =>
    [...readCounterexamples()]
      .filter(([name]) => name !== fault)
      .map(([, { program }]) => program)
      .filter((program) => fitsAlong(model, program, door)),
};
