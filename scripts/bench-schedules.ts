// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// How many scheduled steps a second: the strategies alone, the simulated kernel, and fast-check's scheduledModelRun in the
// same run. User time, so that a busy machine does not count. Run with npx ts-node -T scripts/bench-schedules.ts.
import fc, { type AsyncCommand } from 'fast-check';
import { PAIRS } from '../generators';
import { runRace } from '../harness/adapters/simulator/race';
import { Faults } from '../harness/adapters/simulator/faults';
import { Exhaustive } from '../harness/schedulers/exhaustive';
import { Pct } from '../harness/schedulers/pct';
import { Recorder } from '../harness/schedulers/recorder';
import type { Runnable, Strategy } from '../harness/schedulers/strategy';
import { Uniform } from '../harness/schedulers/uniform';
import { Urw } from '../harness/schedulers/urw';
import { proverFor } from '../harness/campaign/race/strategies';

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const seconds = (before: NodeJS.CpuUsage): number => process.cpuUsage(before).user / 1e6;
const rate = (count: number, time: number): string => `${Math.round(count / time).toLocaleString('en')}/s`;

const STRATEGIES: readonly (() => Strategy)[] = [
  () => new Uniform(1),
  () => new Pct(3, 1),
  () => new Urw(1),
  () => new Exhaustive({ bound: 3 }),
  () => proverFor('portfolio', { seed: 1, preemptions: 3 }).strategy,
];

/** Three threads of so many steps that do nothing. */
function idle(steps: number, strategy: Strategy): void {
  const left = [steps, steps, steps];
  let runnable: readonly Runnable[] = left.map((_, index) => ({ name: `T${String(index + 1)}`, point: 'a step' }));
  const places = [0, 1, 2];
  while (runnable.length > 0) {
    const chosen = strategy.pick(runnable);
    const place = places[chosen] ?? 0;
    left[place] = (left[place] ?? 0) - 1;
    if (left[place] !== 0) continue;
    runnable = runnable.filter((_, index) => index !== chosen);
    places.splice(chosen, 1);
  }
}

function measure(label: string, strategy: Strategy, runs: number, run: (strategy: Strategy) => void): void {
  const recorder = new Recorder(strategy);
  const once = (): boolean => {
    if (!recorder.begin()) return false;
    run(recorder);
    recorder.end();
    return true;
  };
  for (let warm = 0; warm < runs / 10; warm++) once();
  const before = recorder.steps;
  const started = process.cpuUsage();
  let done = 0;
  while (done < runs && once()) done++;
  const time = seconds(started);
  say(
    `${label.padEnd(24)} ${rate(recorder.steps - before, time).padStart(14)} steps ${rate(done, time).padStart(12)} runs`,
  );
}

/** What fast-check makes of as much: commands that do nothing, each scheduled by its own scheduler. */
async function fastCheck(runs: number, commands: number): Promise<void> {
  const wait: AsyncCommand<object, object> = {
    check: () => true,
    run: () => Promise.resolve(),
    toString: () => 'wait',
  };
  const program = Array.from({ length: commands }, () => wait);
  const started = process.cpuUsage();
  const property = fc.asyncProperty(fc.scheduler(), (scheduler) =>
    fc.scheduledModelRun(scheduler, () => ({ model: {}, real: {} }), program),
  );
  await fc.assert(property, { numRuns: runs, seed: 1 });
  const time = seconds(started);
  say(
    `${'fast-check'.padEnd(24)} ${rate(runs * commands, time).padStart(14)} steps ${rate(runs, time).padStart(12)} runs`,
  );
}

async function main(): Promise<void> {
  for (const make of STRATEGIES) {
    const strategy = make();
    measure(`${strategy.name}, idle threads`, strategy, 20_000, (each) => idle(20, each));
  }
  const faults = new Faults(undefined);
  for (const name of ['map-update-update', 'link-update-detach', 'module-load-unload']) {
    const pair = PAIRS.find((each) => each.name === name);
    if (pair === undefined) throw new Error(`there is no pair ${name}`);
    measure(name, new Uniform(1), 10_000, (each) => void runRace(pair.race, faults, each));
  }
  await fastCheck(100, 100);
}

void main();
