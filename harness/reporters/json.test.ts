// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { expectGolden } from '../testing/golden';
import { conforming, doubtful, missing, violating } from '../testing/reports';
import { formatJson } from './json';

describe('the JSON report', () => {
  it.each([
    ['conforms', conforming],
    ['violates', violating],
    ['misses', missing],
    ['inconclusive', doubtful],
  ])('of a campaign that %s', (name, report) => {
    expectGolden(join(__dirname, 'golden', `${name}.json`), formatJson(report));
  });

  it('has what every reader may rely on', () => {
    expect(JSON.parse(formatJson(violating))).toMatchObject({
      verdict: 'violates',
      adapter: 'simulator:fault=map-does-not-hold-module',
      kernel: '6.12.95',
      profile: '6.12',
      seed: 42,
      programs: 812,
      operations: 24310,
      seconds: 3.14,
      clauses: { total: 220, exercised: 219, violated: 2 },
    });
  });
});
