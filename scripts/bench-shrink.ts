// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// How small counterexamples become and what that costs, beside fast-check's own commands, on faults whose minimum is proved.
// Run with npm run bench:shrink [-- SEEDS].
import { machineWith } from '../harness/adapters/simulator';
import { readMinima, standingOf, type Standing } from '../harness/power/minima';
import { median } from '../harness/power/matrix';
import { createModel } from '../model';
import { DEFAULT_PROFILE, KERNEL_OPERATIONS, profileNamed } from '../spec';
import { commands } from './shrinking/commands';
import type { Shrinker } from './shrinking/contest';
import { ours } from './shrinking/ours';

const model = createModel(profileNamed(DEFAULT_PROFILE));
const operations = new Set(KERNEL_OPERATIONS.map(({ op }) => op));

async function contest(name: string, shrinker: Shrinker, seeds: number): Promise<void> {
  const standings: Record<Standing, number> = { least: 0, 'not least': 0, unproved: 0 };
  const executions: number[] = [];
  let unfound = 0;
  for (const exhausted of readMinima()) {
    const boot = (): ReturnType<typeof machineWith> => machineWith(exhausted.fault);
    for (let seed = 1; seed <= seeds; seed++) {
      const shrunk = await shrinker({ model, boot, operations }, seed);
      if (shrunk === undefined) unfound++;
      else {
        const standing = standingOf(exhausted, { model, boot }, shrunk);
        standings[standing]++;
        executions.push(shrunk.executions);
        if (standing !== 'least' && process.argv.includes('--verbose'))
          process.stdout.write(
            `${name} ${exhausted.fault} seed ${seed}: ${standing}, ${shrunk.length} ${shrunk.violation.clauses.join()}\n`,
          );
      }
    }
  }
  const found = executions.length;
  const share = ((100 * standings.least) / Math.max(1, found)).toFixed(1);
  process.stdout.write(
    `${name}: ${found} shrunk, ${share} % proved least (${standings['not least']} are not, ${standings.unproved} not known), ` +
      `executions median ${median(executions)}, most ${Math.max(...executions)}; ${unfound} not found\n`,
  );
}

async function main(seeds: number): Promise<void> {
  await contest('this suite', ours, seeds);
  await contest('fast-check', commands, seeds);
}

void main(Number(process.argv[2] ?? 200));
