// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Speed, measured and printed; no test depends on it. Run with npm run bench [-- vm].
import { performance } from 'node:perf_hooks';
import { DEFAULTS, generateProgram } from '../generators';
import type { Adapter } from '../harness/adapter';
import { adapterFor } from '../harness/adapters';
import { runCampaign } from '../harness/engine/campaign';
import { oracleFor } from '../harness/engine/oracle';
import { createModel } from '../model';
import { DEFAULT_PROFILE, profileNamed, type Program } from '../spec';

const SEED = 2;
const profile = profileNamed(DEFAULT_PROFILE);
const model = createModel(profile);
const say = (text: string): void => void process.stdout.write(`${text}\n`);
const rate = (count: number, seconds: number): string => `${Math.round(count / seconds).toLocaleString('en')}/s`;

function generate(
  count: number,
  operations: ReadonlySet<string>,
): { programs: readonly Program[]; operations: number; seconds: number } {
  const started = performance.now();
  const programs = Array.from({ length: count }, (_, index) =>
    generateProgram(model, { ...DEFAULTS, operations, seed: SEED, index }),
  );
  const total = programs.reduce((sum, program) => sum + program.operations.length, 0);
  return { programs, operations: total, seconds: (performance.now() - started) / 1000 };
}

async function operationsOf(adapter: Adapter): Promise<ReadonlySet<string>> {
  await using session = await adapter.connect();
  return session.operations;
}

/** The programs on the implementation, with nobody judging. */
async function alone(adapter: Adapter, programs: readonly Program[]): Promise<number> {
  await using session = await adapter.connect();
  const started = performance.now();
  for await (const ran of session.run(programs)) if (ran.kind !== 'history') throw new Error(ran.reason);
  return (performance.now() - started) / 1000;
}

/** The same programs as a campaign: generated, sent, judged, counted. */
async function judged(adapter: Adapter, count: number): Promise<{ operations: number; seconds: number }> {
  const report = await runCampaign(
    { seed: SEED, programs: count, maxFailures: Infinity, maxReconnections: 0 },
    {
      adapter,
      oracle: (implementation) => oracleFor(implementation, { ...DEFAULTS, profile: profile.name, seed: SEED }),
      now: () => performance.now(),
    },
  );
  return { operations: report.operations, seconds: report.seconds - report.connectSeconds };
}

async function main(text: string, count: number): Promise<void> {
  const make = (): Adapter => adapterFor(text, { hostKernel: false, onNote: () => undefined });
  const generated = generate(count, await operationsOf(make()));
  say(`generated   ${rate(generated.operations, generated.seconds)} operations`);
  const seconds = await alone(make(), generated.programs);
  const run = await judged(make(), count);
  say(`${text.padEnd(11)} ${rate(generated.operations, seconds)} operations with nobody judging`);
  say(`${''.padEnd(11)} ${rate(run.operations, run.seconds)} as a campaign`);
  say(`${''.padEnd(11)} ${(run.operations / run.seconds / (generated.operations / seconds)).toFixed(2)} of it`);
}

const [adapter = 'simulator', count = adapter === 'vm' ? '500' : '5000'] = process.argv.slice(2);
void main(adapter, Number(count));
