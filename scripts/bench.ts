// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Speed, measured and printed; no test depends on it. Run with npm run bench -- [simulator|vm] [PROGRAMS] [--json].
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { DEFAULTS, generateProgram } from '../generators';
import type { Adapter, Ran, Session } from '../harness/adapter';
import { adapterFor } from '../harness/adapters';
import { ownKnownList } from '../harness/cli/known-file';
import { judge } from '../harness/judge/judge';
import { Coverage } from '../harness/coverage/coverage';
import { runCampaign } from '../harness/campaign/campaign';
import { oracleFor } from '../harness/campaign/oracle';
import { programLength } from '../harness/campaign/program-length';
import { median } from '../harness/power/matrix';
import { keepObjectsYoung } from '../harness/platform/short-lived';
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

function generate(count: number, maxOperations: number, operations: ReadonlySet<string>): readonly Program[] {
  const model = createModel(profile);
  return Array.from({ length: count }, (_, index) =>
    generateProgram(model, { ...DEFAULTS, maxOperations, operations, seed: SEED, index }),
  );
}

/** Shows every history as it comes to `see`, which may keep it. */
async function runAll(session: Session, programs: readonly Program[], see: (ran: Judged) => void): Promise<number> {
  for await (const ran of session.run(programs)) {
    if (ran.kind !== 'history') throw new Error(ran.reason);
    see(ran);
  }
  return size(programs);
}

/** Judges and counts histories of programs that the judge's model has not seen being generated; kernels deviate. */
function examiner(coverage?: Coverage): (ran: Judged) => number {
  const model = createModel(profile);
  return ({ program, history }) => {
    const verdict = judge(model, program, history);
    if (verdict.kind === 'unknown') throw new Error(verdict.reason);
    coverage?.add(program, verdict, 'generated');
    return verdict.operations;
  };
}

const examineAll = (histories: readonly Judged[], examine: (ran: Judged) => number): number =>
  histories.reduce((sum, ran) => sum + examine(ran), 0);

/** The same programs as a campaign: generated, sent, judged, counted. What is known of a kernel is not shrunk. */
async function campaign(adapter: Adapter, programs: number, connected: () => void): Promise<number> {
  const maxOperations = programLength(adapter);
  const deviations = adapter.name === 'simulator' ? () => [] : ownKnownList;
  const report = await runCampaign(
    { seed: SEED, programs, maxFailures: Infinity, maxReconnections: 0 },
    {
      adapter,
      oracle: (implementation) =>
        oracleFor(implementation, { ...DEFAULTS, maxOperations, deviations, profile: profile.name, seed: SEED }),
      now: () => performance.now(),
      onEvent: ({ kind }) => (kind === 'connected' ? connected() : undefined),
    },
  );
  return report.operations;
}

type Stage =
  'generated' | 'run, nobody judging' | 'judged' | 'judged and covered' | 'run, judged and covered' | 'whole campaign';

async function bench(text: string, count: number): Promise<Readonly<Record<Stage, Figure>>> {
  const make = (): Adapter => adapterFor(text, { hostKernel: false, onNote: () => undefined });
  const clock = text === 'vm' ? wall : processor;
  const adapter = make();
  await using session = await adapter.connect();
  let programs: readonly Program[] = [];
  const generated = await measured(processor, () =>
    size((programs = generate(count, programLength(adapter), session.operations))),
  );
  const run = (see: (ran: Judged) => void): Promise<Figure> => measured(clock, () => runAll(session, programs, see));
  const alone = await run(() => undefined);
  const together = await run(examiner(new Coverage()));
  let histories: Judged[] = [];
  await run((ran) => histories.push(ran));
  const judged = await measured(processor, () => examineAll(histories, examiner()));
  const covered = await measured(processor, () => examineAll(histories, examiner(new Coverage())));
  [programs, histories] = [[], []];
  let started = clock();
  const whole = await campaign(make(), count, () => (started = clock()));
  return {
    generated,
    'run, nobody judging': alone,
    judged,
    'judged and covered': covered,
    'run, judged and covered': together,
    'whole campaign': { operations: whole, seconds: clock() - started },
  };
}

type Rates = Readonly<Record<string, number>>;

const ratesOf = (figures: Readonly<Record<Stage, Figure>>): Rates =>
  Object.fromEntries(
    Object.entries(figures).map(([stage, { operations, seconds }]) => [stage, Math.round(operations / seconds)]),
  );

/** Rounds in this process: the first is the compiler's, which takes its time, and of the others the median counts. */
const ROUNDS = 4;

async function sustained(text: string, count: number): Promise<Rates> {
  if (text === 'vm') return ratesOf(await bench(text, count));
  const rounds: Rates[] = [];
  for (let round = 0; round < ROUNDS; round++) rounds.push(ratesOf(await bench(text, count)));
  const [first, ...counted] = rounds;
  return Object.fromEntries(
    Object.keys(first ?? {}).map((stage) => [stage, median(counted.map((rates) => rates[stage] ?? 0))]),
  );
}

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean' } } });
  const [adapter = 'simulator', programs = adapter === 'vm' ? '500' : '5000'] = positionals;
  keepObjectsYoung();
  const rates = await sustained(adapter, Number(programs));
  const text = values.json
    ? JSON.stringify({ adapter, programs: Number(programs), operationsPerSecond: rates }, undefined, 2)
    : [`${adapter}, operations a second:`, ...Object.entries(rates).map(line)].join('\n');
  process.stdout.write(`${text}\n`);
}

const line = ([stage, each]: readonly [string, number]): string =>
  `${each.toLocaleString('en').padStart(11)}  ${stage}`;

void main();
