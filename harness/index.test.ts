// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { expect, it } from '@jest/globals';
import { oracleFor, runCampaign, simulator } from '../index';

it('does for a program what the command line does for people', async () => {
  const report = await runCampaign(
    { seed: 1, programs: 5, maxFailures: 1, maxReconnections: 0 },
    {
      adapter: simulator(),
      oracle: (implementation) =>
        oracleFor(implementation, {
          profile: 'auto',
          seed: 1,
          maxOperations: 10,
          misuse: 0.1,
          swarm: 0.7,
          hazards: false,
        }),
      now: () => 0,
    },
  );
  expect(report).toMatchObject({ verdict: 'conforms', programs: 5 });
});
