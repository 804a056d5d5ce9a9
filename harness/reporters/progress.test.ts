// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { PassThrough } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import type { CampaignEvent } from '../campaign/options';
import { conforming, doubtful, violating } from '../testing/reports';
import { progressReporter } from './progress';

const [counterexample] = violating.counterexamples;
const interruption = doubtful.interruptions.at(-1);
if (counterexample === undefined || interruption === undefined) throw new Error('the sample reports have neither');
const progress = { programs: 1, requested: 9, operations: 12_345, violations: 1, exercised: 7 };

const events: readonly CampaignEvent[] = [
  { kind: 'connected', implementation: conforming.implementation, unsupported: [] },
  { kind: 'judged', progress },
  { kind: 'lost', interruption },
  { kind: 'reconnected', times: 1 },
  { kind: 'judged', progress },
  { kind: 'shrinking', found: counterexample },
  { kind: 'counterexample', counterexample },
];

function told(options: { live?: boolean; verbose?: boolean; quiet?: boolean }): string {
  const stream = new PassThrough();
  const reporter = progressReporter(stream, { live: false, verbose: false, quiet: false, ...options });
  events.forEach(reporter.onEvent);
  reporter.note('a note');
  reporter.stop();
  return String(stream.read() ?? '');
}

describe('progress', () => {
  it('is a line for each incident where nobody watches', () => {
    expect(told({})).toMatchInlineSnapshot(`
     "panicked over program 6: the guest panicked: Fatal exception
       | Oops: 0002 [#1]
       | Kernel panic - not syncing
     connected again (1 time so far)
     program 37 violates MOD-UNLOAD-08, MOD-UNLOAD-09; shrinking it
     a note
     "
    `);
  });

  it('tells more when asked to', () => {
    expect(told({ verbose: true })).toContain('connected to simulator 0.1.0\n');
    expect(told({ verbose: true })).toContain('shrunk to 4 operations\n');
  });

  it('is silent when asked to', () => {
    expect(told({ quiet: true, live: true })).toBe('');
  });
});
