// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Clause } from '../../../spec';
import type { Adapter } from '../../adapter';
import { runRaceCampaign, SHRINKING } from '../../campaign/race/campaign';
import type { NamedRace } from '../../campaign/race/oracle';
import type { RaceReport } from '../../campaign/race/report';
import { controlledToy, toyOracle, updates, wildToy } from '../../campaign/race/testing/toy-race';
import { playToy } from '../../campaign/race/testing/toy-kernel';
import { expectGolden } from '../../testing/golden';
import { WIDTH } from '../wrap';
import { interleave } from './interleaving';
import { formatRaceJson } from './json';
import { formatRaceMarkdown } from './markdown';
import { formatTable } from './table';
import { formatRaceReport } from './terminal';

const GOOD: NamedRace = { name: 'two-maps', race: updates('m', 'n') };
const BAD: NamedRace = { name: 'one-map', race: updates('m', 'm') };

/** The wording of real clauses may change without a change of reports. */
const clauseOf = (): Clause => ({
  force: 'must',
  statement: 'An update of a map that has a value already MUST fail with -EBUSY.',
  source: 'kernel/bpf/bpf_struct_ops.c: bpf_struct_ops_map_update_elem()',
  origin: [],
});

async function reportOf(adapter: Adapter, races: readonly NamedRace[]): Promise<RaceReport> {
  const report = await runRaceCampaign(
    {
      seed: 1,
      races: 10,
      rounds: 200,
      scheduler: 'portfolio',
      preemptions: 2,
      maxFailures: 5,
      maxReconnections: 1,
      shrinking: SHRINKING,
    },
    { adapter, oracle: () => toyOracle(races), now: () => 0 },
  );
  return { ...report, seconds: 2.5, connectSeconds: 0.5 };
}

const text = (report: RaceReport, verbose = false): string =>
  formatRaceReport(report, { verbose, clauseOf, replay: (index) => `replay finding-${index}.race --adapter toy` });

const golden = (name: string): string => join(__dirname, 'golden', name);

describe('a race campaign', () => {
  test('that violates, with the interleaving', async () => {
    const report = await reportOf(controlledToy(), [GOOD, BAD]);
    const shown = text(report);
    expectGolden(golden('violates.txt'), shown);
    for (const line of shown.split('\n')) expect(line.length).toBeLessThanOrEqual(WIDTH);
    expectGolden(golden('violates.md'), formatRaceMarkdown(report, clauseOf));
    expectGolden(golden('violates.json'), formatRaceJson(report));
  });

  test('that violates where nobody controls the threads', async () => {
    const report = await reportOf(wildToy(), [BAD]);
    expectGolden(golden('repeats.txt'), text(report));
    expectGolden(golden('repeats.md'), formatRaceMarkdown(report, clauseOf));
  });

  test('that conforms', async () => {
    expectGolden(golden('conforms.txt'), text(await reportOf(controlledToy(), [GOOD]), true));
  });

  test('whose threads something else controls as well', async () => {
    let run = 0;
    const moody = controlledToy((race, strategy) =>
      playToy(run++ % 2 === 0 ? race : { ...race, threads: race.threads.slice(0, 1) }, strategy),
    );
    expectGolden(golden('uncontrolled.txt'), text(await reportOf(moody, [GOOD])));
  });

  test('that ran nothing', async () => {
    expectGolden(golden('nothing.txt'), text(await reportOf(controlledToy(), [])));
  });
});

describe('the table of an interleaving', () => {
  const step = (start: number, end: number) => ({ outcome: { ret: 0 }, start, end });
  const moments = [
    ['T1', 'map.update'],
    ['T1', 'bpf_struct_ops_map_update_elem: lock st_map->lock'],
    ['T2', 'map.update'],
    ['kworker/1', 'bpf_map_free_deferred'],
    ['kworker/1', 'bpf_struct_ops_map_free: put the module'],
    ['T1', 'bpf_struct_ops_map_update_elem: store state'],
    ['T0', 'map.lookup'],
  ].map(([thread = '', point = '']) => ({ thread, point }));
  /** What lives before each step. */
  const states = [
    ['m: INIT', 'n: INIT'],
    ['m: INIT', 'n: INIT'],
    ['m: INIT', 'n: INIT'],
    ['m: READY', 'n: INIT'],
    ['m: READY', 'n: INIT'],
    ['m: READY', 'n: freed'],
    ['m: READY', 'n: freed'],
  ];
  const race = updates('m', 'm');
  const history = { prefix: [], threads: [[step(10, 15)], [step(12, 12)]], suffix: [], residue: [] };

  test('says what each thread began, where it was stopped, and what it got', () => {
    const rows = interleave(race, history, moments);
    expect(rows.map(({ thread, first, last }) => [thread, first, last])).toEqual([
      ['T1', 1, 2],
      ['T2', 3, 3],
      ['kworker/1', 4, 5],
      ['T1', 6, 6],
    ]);
    expect(rows[0]?.notes.map(({ kind }) => kind)).toEqual(['operation', 'stop']);
    expect(rows[1]?.notes.map(({ kind }) => kind)).toEqual(['operation', 'outcome']);
    expectGolden(golden('table.txt'), `${formatTable(2, rows).join('\n')}\n`);
  });

  test('says what was changed since another thread ran', () => {
    const told = moments.map((moment, index) => ({ ...moment, state: states[index] ?? [] }));
    const rows = interleave(race, history, told);
    expect(rows.map(({ state }) => state)).toEqual([[], ['m: READY'], ['n: freed'], []]);
    expectGolden(golden('table-with-states.txt'), `${formatTable(2, rows).join('\n')}\n`);
  });

  test.each([2, 3, 4])('of %i threads is no wider than a terminal', (threads) => {
    const wide = { ...race, threads: Array.from({ length: threads }, () => race.threads[0] ?? []) };
    const steps = wide.threads.map((_, index) => ({ thread: `T${index + 1}`, point: 'some_function: some place' }));
    const rows = interleave(wide, { ...history, threads: wide.threads.map((_, at) => [step(at, at)]) }, steps);
    for (const line of formatTable(threads, rows)) expect(line.length).toBeLessThanOrEqual(WIDTH);
  });
});
