// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { expect, test } from '@jest/globals';
import { DEFAULT_PROFILE, observableClauses, OPERATIONS } from '../../spec';
import { simulator } from '../adapters/simulator';
import { runCampaign } from './campaign';
import { readCorpus } from './corpus';
import { oracleFor } from './oracle';

const corpus = readCorpus(DEFAULT_PROFILE);

/** Allowances, not duties: a release may happen at once, and then the clause that allows it to be late is not met. */
const MAY_BE_MISSED = ['RELEASE-01'];

test('the corpus alone exercises every clause that can be observed without a loader, on the simulator', async () => {
  const report = await runCampaign(
    { seed: 1, programs: 0, maxFailures: 1, maxReconnections: 0 },
    {
      adapter: simulator(),
      oracle: (implementation, door) =>
        oracleFor(
          implementation,
          { profile: '6.12', seed: 1, maxOperations: 9, misuse: 0, swarm: 0.7, hazards: false, corpus: readCorpus },
          door,
        ),
      now: () => 0,
    },
  );
  expect(report.verdict).toBe('conforms');
  expect(report.clauses.total).toBe(
    observableClauses(DEFAULT_PROFILE).filter((id) => !id.startsWith('LOADER-')).length,
  );
  expect(report.clauses.unexercised.filter((clause) => !MAY_BE_MISSED.includes(clause))).toEqual([]);
});

test('a witness that a session cannot express makes way for a generated program that it can', () => {
  const door = { operations: new Set(['module.load', 'module.unload']) };
  const oracle = oracleFor(
    { name: 'narrow', version: '1' },
    { profile: '6.12', seed: 1, maxOperations: 9, misuse: 0, swarm: 0.7, hazards: false, corpus: readCorpus },
  );
  for (const index of corpus.keys())
    for (const { op } of oracle.generate(index, door).operations) expect(door.operations).toContain(op);
  expect(oracle.generate(0, { operations: new Set(OPERATIONS.map(({ op }) => op)) })).toEqual(corpus[0]);
});
