// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, test } from '@jest/globals';
import { parseProgram } from '../../../../generators/text';
import { type Program, profileNamed } from '../../../../spec';
import { Faults, FAULTS, HUNTED, type Fault, type FaultName, type WitnessedFaultName, requireFault } from '.';
import { kernelVersion } from '../kernel/version';
import { runProgram } from '../run';
import { CountingScheduler, EagerScheduler, LazyScheduler, type Scheduler } from '../scheduler';
import { transcript } from '../testing/transcript';
import { WITNESSES } from '../testing/witnesses';

/** Whatever runs at once, nothing before it must, or some at random. */
const SCHEDULERS: readonly Scheduler[] = [
  new EagerScheduler(),
  new LazyScheduler(),
  ...Array.from({ length: 64 }, (_, seed) => new CountingScheduler(seed)),
];

const hunted: readonly string[] = HUNTED;
/** The others need a second thread, or are hunted (harness/power/hunted.test.ts). */
const SHOWN = FAULTS.filter(({ area, name }) => area !== 'race' && !hunted.includes(name));

function programOf(name: WitnessedFaultName): Program {
  const parsed = parseProgram(WITNESSES[name].join('\n'));
  if (parsed.kind === 'error') throw new Error(`${name}: ${parsed.message}`);
  return parsed.program;
}

interface Compared {
  readonly sound: readonly string[];
  readonly faulty: readonly string[];
}

/** What both kernels say under the first scheduler that tells them apart, or under the last. */
function compare({ name, kernel }: Fault): Compared {
  const fault = requireFault(name) as WitnessedFaultName;
  const program = programOf(fault);
  const lines = (scheduler: Scheduler, planted?: FaultName): readonly string[] =>
    transcript(program, runProgram(program, new Faults(planted), scheduler, kernelVersion(profileNamed(kernel)))).split(
      '\n',
    );
  const both = SCHEDULERS.map((scheduler) => () => ({ sound: lines(scheduler), faulty: lines(scheduler, fault) }));
  for (const look of both) {
    const compared = look();
    if (compared.sound.join('\n') !== compared.faulty.join('\n')) return compared;
  }
  return { sound: [], faulty: [] };
}

/** The lines of each kernel that the other has not, in the manner of diff. */
function differences({ sound, faulty }: Compared): string {
  const only = (sign: string, these: readonly string[], those: readonly string[]): readonly string[] =>
    these.filter((line, index) => those[index] !== line).map((line) => `${sign} ${line}`);
  return [...only('-', sound, faulty), ...only('+', faulty, sound)].join('\n');
}

describe('the witness of', () => {
  test.each(SHOWN.map((fault) => [fault.name, fault] as const))('%s shows it', (_name, fault) => {
    const compared = compare(fault);
    expect(compared.faulty).not.toEqual([]);
    expect(compared.sound.join('\n')).not.toMatch(/residue|BUG|killed/);
    expect(`\n${differences(compared)}\n`).toMatchSnapshot();
  });
});

test('every fault that is shown has a witness, and every witness a fault', () => {
  expect(Object.keys(WITNESSES).sort()).toEqual(SHOWN.map(({ name }) => name).sort());
});
