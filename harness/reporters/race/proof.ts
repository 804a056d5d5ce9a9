// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What schedules have proved, and what keeps them from proving anything, in words.
import type { RaceReport, Uncontrolled } from '../../campaign/race/report';
import { formatCount, plural } from '../../platform/words';
import { labelled } from '../wrap';

/** The bounds, of the race of which the least is known. */
export function proofLines({ scheduler, proof, races }: RaceReport, column: number): readonly string[] {
  if (scheduler === undefined || proof === undefined) return [];
  const { missed, preemptions, complete } = proof;
  const bounds = missed
    .filter(({ threads }) => threads > 0)
    .map(
      ({ depth, missed: chance, threads, steps }) =>
        `depth ${depth} with a probability of at most ${probability(chance)} (${threads} threads, ${steps} steps)`,
    );
  return [
    ...labelled('scheduler', scheduler, column),
    ...(preemptions === undefined ? [] : labelled('exhausted', levelOf(preemptions), column)),
    ...(complete === 0
      ? []
      : labelled(
          'complete',
          `every schedule there is was run of ${formatCount(complete)} of ${plural(races, 'race')}`,
          column,
        )),
    ...bounds.flatMap((text, index) => labelled(index === 0 ? 'missed' : '', `a bug of ${text}`, column)),
  ];
}

const levelOf = (preemptions: number): string =>
  preemptions < 0
    ? 'of some race not even every schedule without a preemption was run'
    : preemptions === 0
      ? 'of each race every schedule without a preemption was run'
      : `of each race every schedule with at most ${plural(preemptions, 'preemption')} was run`;

export const probability = (chance: number): string =>
  chance === 0 ? '0' : chance < 0.0001 ? chance.toExponential(0) : chance.toFixed(4);

export function uncontrolledLines({ index, divergence }: Uncontrolled, column: number): readonly string[] {
  const { step, wanted, runnable } = divergence;
  const able = runnable.length === 0 ? 'the run was over' : `only ${runnable.join(', ')} could run`;
  const text =
    wanted === undefined && runnable.length === 0
      ? `race ${index}: the same schedule of ${plural(step, 'step')} gave another history the second time`
      : `race ${index}: after ${plural(step, 'step')} of the same schedule ${wanted ?? 'the run'} was to ${wanted === undefined ? 'be over' : 'go on'}, but ${able}`;
  return labelled('uncontrolled', text, column);
}
