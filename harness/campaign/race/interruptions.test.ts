// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Nothing stops a race campaign: whatever takes the implementation away, every race is judged, and it is all told.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Adapter, Raced } from '../../adapter';
import type { Cause } from '../../interruption';
import { ProtocolError, Unavailable } from '../../errors';
import type { RaceProgram } from '../../../spec';
import { runRaceCampaign, SHRINKING } from './campaign';
import type { NamedRace } from './oracle';
import type { RaceReport } from './report';
import { toyOracle, updates, wildToy } from './testing/toy-race';

type Mishap = Exclude<Cause, 'unreachable' | 'cache'>;

const MISHAPS: readonly Mishap[] = [
  'panicked',
  'locked-up',
  'out-of-memory',
  'agent-died',
  'emulator-died',
  'frozen',
  'silent',
  'garbled',
  'gone',
];

/** What goes wrong with a request, if anything does: `request` counts all, `answer` those of the session. */
type Fate = (place: {
  readonly request: number;
  readonly answer: number;
  readonly race: RaceProgram;
}) => Mishap | undefined;

/** The toy whose threads run as they will, and with which something goes wrong now and then. */
function unlucky(fate: Fate, onConnect: (connection: number) => void = () => undefined): Adapter {
  const toy = wildToy();
  let [requests, connections] = [0, 0];
  return {
    ...toy,
    connect: async () => {
      onConnect(connections++);
      const session = await toy.connect();
      let answers = 0;
      return {
        ...session,
        race: async (race, options): Promise<Raced> => {
          const mishap = fate({ request: requests++, answer: answers, race });
          if (mishap === 'garbled') throw new ProtocolError('nonsense');
          if (mishap !== undefined) return { kind: 'lost', race, cause: mishap, reason: `it was ${mishap}`, log: [] };
          answers++;
          return (await session.race?.(race, options)) as Raced;
        },
      };
    },
  };
}

const RACES = (count: number): readonly NamedRace[] =>
  Array.from({ length: count }, (_, index) => ({ name: `race-${index}`, race: updates('m', 'n') }));

const campaign = (adapter: Adapter, races: readonly NamedRace[], rounds = 250): Promise<RaceReport> =>
  runRaceCampaign(
    {
      seed: 1,
      races: Infinity,
      rounds,
      scheduler: 'portfolio',
      preemptions: 2,
      maxFailures: 5,
      maxReconnections: 3,
      shrinking: SHRINKING,
    },
    { adapter, oracle: () => toyOracle(races), now: () => 0 },
  );

test('an implementation that dies at every fourth answer is asked all of 400 races', async () => {
  let deaths = 0;
  const adapter = unlucky(({ answer }) => {
    if (answer < 3) return undefined;
    deaths++;
    return 'gone';
  });
  // Six answers each, three of them with a window held: no session answers all that one race is asked.
  const report = await campaign(adapter, RACES(400), 250);
  expect(report).toMatchObject({ verdict: 'conforms', ended: 'finished', races: 400, lost: [], reconnections: deaths });
  expect(report.rows.every(({ rounds }) => rounds === 280)).toBe(true);
  expect(report.interruptions).toHaveLength(deaths);
  expect(deaths).toBeGreaterThan(700);
  for (const { cause, reason, index, became } of report.interruptions)
    expect({ cause, reason, index, became }).toEqual({
      cause: 'gone',
      reason: 'it was gone',
      index: expect.any(Number),
      became: 'again',
    });
});

test('no race is lost, and everything is named', async () => {
  const requests = 10 * 4;
  const mishaps = fc.uniqueArray(fc.tuple(fc.nat({ max: requests - 1 }), fc.constantFrom(...MISHAPS)), {
    selector: ([request]) => request,
    maxLength: 20,
  });
  await fc.assert(
    fc.asyncProperty(mishaps, async (given) => {
      const left = new Map(given);
      // What was asked again after a mishap goes well, so that no request is lost twice.
      let before = false;
      const named: Mishap[] = [];
      const adapter = unlucky(({ request }) => {
        const mishap = before ? undefined : left.get(request);
        before = mishap !== undefined;
        if (mishap !== undefined) named.push(mishap);
        return mishap;
      });
      const report = await campaign(adapter, RACES(10), 50);
      expect(report).toMatchObject({ verdict: 'conforms', races: 10, lost: [], reconnections: named.length });
      expect(report.interruptions.map(({ cause }) => cause)).toEqual(named);
      expect(report.interruptions.every(({ became }) => became === 'again')).toBe(true);
    }),
    { seed: 20261201, numRuns: 30 },
  );
});

test('a race that does it twice is given up with what it showed, and the others go on', async () => {
  const lethal = updates('m', 'm');
  const races: readonly NamedRace[] = [...RACES(3), { name: 'lethal', race: lethal }, ...RACES(3)];
  const adapter = unlucky(({ race }) => (race === lethal ? 'silent' : undefined));
  const report = await campaign(adapter, races);
  expect(report).toMatchObject({ verdict: 'inconclusive', ended: 'finished', races: 6, lost: [{ index: 3 }] });
  expect(report.interruptions.map(({ index, became }) => [index, became])).toEqual([
    [3, 'again'],
    [3, 'given up'],
  ]);
  expect(report.doubts).toEqual(['1 race took the implementation away every time']);
});

test('what a race showed before it took the implementation away for good is a finding', async () => {
  const lethal = updates('m', 'm');
  let answered = 0;
  const adapter = unlucky(({ race }) => (race === lethal && answered++ > 2 ? 'gone' : undefined));
  const report = await campaign(adapter, [{ race: lethal }]);
  expect(report).toMatchObject({ verdict: 'violates', races: 0, findings: [{ index: 0 }] });
});

test('losses in a row are counted, not losses in all', async () => {
  const always = await campaign(
    unlucky(() => 'gone'),
    RACES(9),
  );
  expect(always).toMatchObject({
    ended: 'broken',
    broken: 'the implementation went away 4 times in a row, at last: it was gone',
    lost: [{ index: 0 }, { index: 1 }],
  });
});

test('nonsense over the same race twice is no accident', async () => {
  const report = await campaign(
    unlucky(({ request }) => (request >= 9 ? 'garbled' : undefined)),
    RACES(9),
  );
  expect(report).toMatchObject({ verdict: 'inconclusive', ended: 'broken', broken: 'nonsense' });
  expect(report.interruptions.map(({ became }) => became)).toEqual(['again', 'given up']);
});

test('an implementation that cannot be started again is tried three times', async () => {
  const adapter = unlucky(
    () => 'gone',
    (connection) => {
      if (connection > 0) throw new Unavailable('no QEMU', 'install it');
    },
  );
  const report = await campaign(adapter, RACES(9));
  expect(report).toMatchObject({ ended: 'broken', broken: expect.stringMatching(/^no QEMU/) });
  expect(report.interruptions.map(({ cause }) => cause)).toEqual(['gone', 'unreachable', 'unreachable']);
});
