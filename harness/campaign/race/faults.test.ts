// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, test } from '@jest/globals';
import { FAULTS, simulator } from '../../adapters/simulator';
import type { RaceFaultName } from '../../adapters/simulator/faults';
import { formatSchedule } from '../../schedulers/schedule';
import { AS_IT_IS, runRaceCampaign } from './campaign';
import type { RaceFinding, RaceReport } from './report';
import { raceOracleFor } from './specification';
import { raceShowing } from './testing/fault-races';

const RACE_FAULTS = FAULTS.filter(({ area }) => area === 'race').map(({ name }) => name as RaceFaultName);

function race(fault: RaceFaultName, planted: boolean): Promise<RaceReport> {
  const source = { kind: 'given', races: [{ name: fault, race: raceShowing(fault) }] } as const;
  return runRaceCampaign(
    {
      seed: 1,
      races: 1,
      rounds: 400,
      scheduler: 'portfolio',
      preemptions: 2,
      maxFailures: 1,
      maxReconnections: 0,
      shrinking: { ...AS_IT_IS, switches: 30_000 },
    },
    {
      adapter: simulator(planted ? { fault } : {}),
      oracle: (implementation, door) => raceOracleFor(implementation, door, { profile: 'auto', source }),
      now: () => 0,
    },
  );
}

function shown({ signature, standing }: RaceFinding): string {
  if (standing.kind !== 'replays') return `${signature}: ${standing.kind}`;
  return `${signature}: ${formatSchedule(standing.schedule)} (${standing.proved ?? 'not proved'})`;
}

test('there are at least twenty defects that need two threads', () => {
  expect(RACE_FAULTS.length).toBeGreaterThanOrEqual(20);
});

describe.each(RACE_FAULTS)('%s', (fault) => {
  test('is found, with the fewest context switches and none that come earlier', async () => {
    const { verdict, findings } = await race(fault, true);
    expect(verdict).toBe('violates');
    expect(findings.map(shown)).toMatchSnapshot();
    for (const { standing } of findings) expect(standing).toMatchObject({ kind: 'replays', proved: 'earliest' });
  });

  test('is not what its race shows on a sound kernel', async () => {
    expect((await race(fault, false)).verdict).toBe('conforms');
  });
});
