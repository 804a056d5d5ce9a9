// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Writes harness/power/corpus/*.program: the smallest counterexample of each fault that shrinking comes to, from the
// program that the simulator's tests show it with and from random ones. One that is on disk already stays unless a smaller
// one is found. Run with npm run counterexamples [-- PREFIX...].
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatProgram, parseProgram } from '../generators';
import type { Fault } from '../harness/adapters/simulator';
import { WITNESSES } from '../harness/adapters/simulator/testing/witnesses';
import {
  counterexampleDirectory,
  formatCounterexampleFile,
  readCounterexamples,
  type KeptCounterexample,
} from '../harness/power/counterexamples';
import { hunt, shrinkPrey } from '../harness/power/hunt';
import { preyOf } from '../harness/power/measure';
import { KEPT_FAULTS } from '../harness/power/sequential';
import { random } from '../harness/power/strategies/generated';
import type { Program } from '../spec';

/** Operations of random programs that are tried beside the one that is known. */
const LIMIT = 500;
/** Schedules of the simulator under which the known program is tried. */
const SCHEDULES = 64;

const directory = counterexampleDirectory();
mkdirSync(directory, { recursive: true });
const before = readCounterexamples();

function programOf({ name }: Fault): Program {
  const parsed = parseProgram((WITNESSES as Readonly<Record<string, readonly string[]>>)[name]?.join('\n') ?? '');
  if (parsed.kind === 'error') throw new Error(`${name}: ${parsed.message}`);
  return parsed.program;
}

/** What shrinking makes of the first of the programs that shows the fault under a schedule. */
async function shrunk(
  fault: Fault,
  schedule: number,
  programs: (terrain: Parameters<typeof random.programs>[0]) => Iterable<Program>,
): Promise<KeptCounterexample | undefined> {
  await using prey = await preyOf(fault, schedule);
  const terrain = { model: prey.model, door: prey.session, fault: fault.name };
  const hunted = await hunt(prey, programs(terrain), LIMIT);
  if (hunted.kind === 'survived') return undefined;
  const { failing } = await shrinkPrey(prey, hunted.failing);
  return { program: failing.program, breaks: failing.violation.clauses, schedule };
}

/** The known program under the first schedule that it shows the fault under. */
async function known(fault: Fault): Promise<KeptCounterexample | undefined> {
  const kept = before.get(fault.name);
  const candidates = kept === undefined ? [programOf(fault)] : [kept.program, programOf(fault)];
  for (const program of candidates)
    for (let schedule = 0; schedule < SCHEDULES; schedule++) {
      const found = await shrunk(fault, schedule, () => [program]);
      if (found !== undefined) return found;
    }
  return undefined;
}

/** Fewest operations, then the shortest text. */
const size = ({ program }: KeptCounterexample): number =>
  program.operations.length * 10_000 + formatProgram(program).length;

async function smallest(fault: Fault): Promise<KeptCounterexample | undefined> {
  const all = [await known(fault), await shrunk(fault, 1, (terrain) => random.programs(terrain, 1))];
  return all.reduce(
    (least, each) => (each !== undefined && (least === undefined || size(each) < size(least)) ? each : least),
    undefined,
  );
}

async function main(prefixes: readonly string[]): Promise<void> {
  const names = new Set(KEPT_FAULTS.map(({ name }) => `${name}.program`));
  for (const file of readdirSync(directory)) if (!names.has(file)) rmSync(join(directory, file));
  for (const fault of KEPT_FAULTS) {
    if (prefixes.length > 0 && !prefixes.some((prefix) => fault.name.startsWith(prefix))) continue;
    const found = await smallest(fault);
    if (found === undefined) process.stdout.write(`${fault.name}: nothing sees it\n`);
    else writeFileSync(join(directory, `${fault.name}.program`), formatCounterexampleFile(fault.name, found));
  }
}

void main(process.argv.slice(2));
