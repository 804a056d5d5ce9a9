// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// One cell of the kill matrix: a fault, a strategy, some seeds.
import { createModel } from '../../model';
import { profileNamed } from '../../spec';
import { simulator, type Fault } from '../adapters/simulator';
import { hunt, shrinkPrey, type Prey } from './hunt';
import { median, type Cell } from './matrix';
import { SEQUENTIAL_FAULTS } from './sequential';
import { STRATEGIES } from './strategies';
import type { Strategy } from './strategy';

/** What is measured, by names: it travels to workers. */
export interface Task {
  readonly fault: string;
  readonly strategy: string;
  readonly seeds: readonly number[];
  /** A hunt is given up after about so many operations. */
  readonly limit: number;
}

/** Hunts the fault once for each seed, or once in all where the strategy takes none. Deterministic. */
export async function measure(task: Task): Promise<Cell> {
  const [fault, strategy] = [named(SEQUENTIAL_FAULTS, task.fault), named(STRATEGIES, task.strategy)];
  const seeds = strategy.seeded ? task.seeds : task.seeds.slice(0, 1);
  const hunts: Sighting[] = [];
  for (const seed of seeds) hunts.push(await sight(fault, strategy, seed, task.limit));
  const kills = hunts.filter(({ operations }) => Number.isFinite(operations));
  const operations = median(hunts.map((each) => each.operations));
  return {
    fault: fault.name,
    strategy: strategy.name,
    hunts: hunts.length,
    kills: kills.length,
    operations: Number.isFinite(operations) ? operations : null,
    length: kills.length === 0 ? null : median(kills.map(({ length }) => length)),
    clauses: [...new Set(kills.flatMap(({ clauses }) => clauses))].sort(),
  };
}

interface Sighting {
  readonly operations: number;
  readonly length: number;
  readonly clauses: readonly string[];
}

const NOT_SEEN: Sighting = { operations: Infinity, length: Infinity, clauses: [] };

async function sight(fault: Fault, strategy: Strategy, seed: number, limit: number): Promise<Sighting> {
  await using prey = await preyOf(fault, seed);
  const terrain = { model: prey.model, door: prey.session, fault: fault.name };
  // What is not endless is gone through to its end.
  const hunted = await hunt(prey, strategy.programs(terrain, seed), strategy.seeded ? limit : Infinity);
  if (hunted.kind === 'survived') return NOT_SEEN;
  const { failing } = await shrinkPrey(prey, hunted.failing);
  return {
    operations: hunted.operations,
    length: failing.program.operations.length,
    clauses: failing.violation.clauses,
  };
}

/** Kernels of the version in which the fault shows; the seed decides when their workers run, too. */
export async function preyOf({ name, kernel }: Fault, seed: number): Promise<Prey & AsyncDisposable> {
  const session = await simulator({ kernel, fault: name, schedule: seed }).connect();
  const sound = await simulator({ kernel, schedule: seed }).connect();
  return {
    model: createModel(profileNamed(kernel)),
    session,
    sound,
    [Symbol.asyncDispose]: async () => {
      await session[Symbol.asyncDispose]();
      await sound[Symbol.asyncDispose]();
    },
  };
}

function named<Named extends { readonly name: string }>(all: readonly Named[], name: string): Named {
  const found = all.find((each) => each.name === name);
  if (found === undefined) throw new Error(`there is no ${name}`);
  return found;
}
