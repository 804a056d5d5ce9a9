// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Speed, measured and printed; no test depends on it. Run with npm run bench -- [simulator|vm] [PROGRAMS] [--json].
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { DEFAULTS, generateProgram } from '../generators';
import type { Adapter, Ran, Session } from '../harness/adapter';
import { adapterFor } from '../harness/adapters';
import { judge } from '../harness/check/judge';
import { Coverage } from '../harness/coverage/coverage';
import { runCampaign } from '../harness/engine/campaign';
import { oracleFor } from '../harness/engine/oracle';
import { createModel } from '../model';
import { DEFAULT_PROFILE, profileNamed, type Program } from '../spec';

const SEED = 2;
const profile = profileNamed(DEFAULT_PROFILE);
type Judged = Extract<Ran, { kind: 'history' }>;

/**
 * Seconds of what is measured. An implementation in this process is measured by the processor time of the process, which
 * other processes on the machine do not change much; one elsewhere by the clock on the wall.
 */
type Clock = () => number;
const processor: Clock = () => process.cpuUsage().user / 1e6;
const wall: Clock = () => performance.now() / 1000;

interface Figure {
  readonly operations: number;
  readonly seconds: number;
}

async function measured(clock: Clock, work: () => Promise<number> | number): Promise<Figure> {
  const started = clock();
  const operations = await work();
  return { operations, seconds: clock() - started };
}

const size = (programs: readonly Program[]): number =>
  programs.reduce((sum, program) => sum + program.operations.length, 0);

function generate(count: number, operations: ReadonlySet<string>): readonly Program[] {
  const model = createModel(profile);
  return Array.from({ length: count }, (_, index) =>
    generateProgram(model, { ...DEFAULTS, operations, seed: SEED, index }),
  );
}

/** The programs on the implementation, with nobody judging. */
async function alone(session: Session, programs: readonly Program[]): Promise<readonly Judged[]> {
  const histories: Judged[] = [];
  for await (const ran of session.run(programs)) {
    if (ran.kind !== 'history') throw new Error(ran.reason);
    histories.push(ran);
  }
  return histories;
}

/** Histories as they come in: of programs that the judge's model has not seen being generated. */
function judgeAll(histories: readonly Judged[], coverage?: Coverage): number {
  const model = createModel(profile);
  let operations = 0;
  for (const { program, history } of histories) {
    const verdict = judge(model, program, history);
    if (verdict.kind !== 'conforms') throw new Error(`${verdict.kind} in a program that should conform`);
    coverage?.add(program, verdict, 'generated');
    operations += verdict.operations;
  }
  return operations;
}

/** The same programs as a campaign: generated, sent, judged, counted. */
async function campaign(adapter: Adapter, programs: number, connected: () => void): Promise<number> {
  const report = await runCampaign(
    { seed: SEED, programs, maxFailures: Infinity, maxReconnections: 0 },
    {
      adapter,
      oracle: (implementation) => oracleFor(implementation, { ...DEFAULTS, profile: profile.name, seed: SEED }),
      now: () => performance.now(),
      onEvent: ({ kind }) => (kind === 'connected' ? connected() : undefined),
    },
  );
  return report.operations;
}

type Stage = 'generated' | 'run, nobody judging' | 'judged' | 'judged and covered' | 'whole campaign';

async function bench(text: string, count: number): Promise<Readonly<Record<Stage, Figure>>> {
  const make = (): Adapter => adapterFor(text, { hostKernel: false, onNote: () => undefined });
  const clock = text === 'vm' ? wall : processor;
  await using session = await make().connect();
  let programs: readonly Program[] = [];
  let histories: readonly Judged[] = [];
  const generated = await measured(processor, () => size((programs = generate(count, session.operations))));
  const ran = await measured(clock, async () => size((histories = await alone(session, programs)).map(programOf)));
  const judged = await measured(processor, () => judgeAll(histories));
  const covered = await measured(processor, () => judgeAll(histories, new Coverage()));
  [programs, histories] = [[], []];
  let started = clock();
  const whole = await campaign(make(), count, () => (started = clock()));
  return {
    generated,
    'run, nobody judging': ran,
    judged,
    'judged and covered': covered,
    'whole campaign': { operations: whole, seconds: clock() - started },
  };
}

const programOf = ({ program }: Judged): Program => program;
const rate = ({ operations, seconds }: Figure): number => Math.round(operations / seconds);

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean' } } });
  const [adapter = 'simulator', programs = adapter === 'vm' ? '500' : '5000'] = positionals;
  // Code that has not run yet is slow: a first round is not measured.
  if (adapter !== 'vm') await bench(adapter, 500);
  const figures = Object.entries(await bench(adapter, Number(programs)));
  const rates = Object.fromEntries(figures.map(([stage, figure]) => [stage, rate(figure)]));
  const text = values.json
    ? JSON.stringify({ adapter, programs: Number(programs), operationsPerSecond: rates }, undefined, 2)
    : [`${adapter}, operations a second:`, ...Object.entries(rates).map(line)].join('\n');
  process.stdout.write(`${text}\n`);
}

const line = ([stage, each]: readonly [string, number]): string =>
  `${each.toLocaleString('en').padStart(11)}  ${stage}`;

void main();
