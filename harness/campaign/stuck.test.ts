// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// An operation that never returns is a finding: seen again on a new kernel, with where it waits, and as small as any other.
import { expect, test } from '@jest/globals';
import { DEFAULTS, programIn } from '../../generators';
import { FAULTS, machineWith, simulator } from '../adapters/simulator';
import type { Adapter, Ran } from '../adapter';
import { fakeAdapter, ran } from '../testing/fakes';
import { hasReturned, KERNEL_OPERATIONS, type Program, type Step } from '../../spec';
import { runCampaign } from './campaign';
import { oracleFor } from './oracle';
import type { CampaignReport } from './report';

const campaign = (adapter: Adapter, programs: readonly Program[]): Promise<CampaignReport> =>
  runCampaign(
    { seed: 1, programs: 0, maxFailures: 1, maxReconnections: 8 },
    {
      adapter,
      oracle: (implementation, door) =>
        oracleFor(implementation, { ...DEFAULTS, profile: 'auto', seed: 1, corpus: () => programs }, door),
      now: () => 0,
    },
  );

/** Everything that takes a lock, and more. */
const LONG = programIn(
  [
    'module.load soc_b',
    'module.load soc_a types=all',
    'module.load soc_a',
    'b = btf.open soc_a',
    'm = map.create b plain link',
    'p = prog.load b plain run value=7',
    'map.update m .run=p',
    'map.lookup m',
    'l = link.create m',
    'n = map.create b plain link',
    'map.update n',
    'link.update l n',
    'object.info l',
    'map.update n',
    'link.detach l',
    'fd.close l',
  ].join('\n'),
);

/** The least that shows each, and what it waits for. */
const LEAST: Readonly<Record<string, readonly [number, RegExp]>> = {
  'update-keeps-lock': [5, /st_map->lock is held by T0, which took it in map.update/],
  'link-update-keeps-mutex': [7, /update_mutex is held by T0, which took it in link.update/],
  'load-again-keeps-mutex': [2, /module_mutex is held by T0, which took it in module.load/],
};

test.each(FAULTS.filter(({ area }) => area === 'stuck').map(({ name }) => name))('%s is found', async (fault) => {
  const report = await campaign(simulator({ fault }), [LONG]);
  const [length, holder] = LEAST[fault] ?? [0, /^$/];
  expect(report.counterexamples).toMatchObject([{ violation: { kind: 'stuck', clauses: ['RETURN-01'] } }]);
  const [{ program, violation }] = report.counterexamples as [CampaignReport['counterexamples'][0]];
  expect(program.operations).toHaveLength(length);
  expect('lines' in violation.observed ? violation.observed.lines.join('\n') : '').toMatch(holder);
  expect(report.interruptions.slice(0, 2).map(({ cause, became }) => [cause, became])).toEqual([
    ['stuck', 'again'],
    ['stuck', 'finding'],
  ]);
  expect(report.verdict).toBe('violates');
});

test('what is stuck once and not again is the fault of nobody that is tested', async () => {
  let stuck = 0;
  const stack = ['bpf_struct_ops_map_update_elem+0x5e/0x310'];
  const once = fakeAdapter({
    operations: ['btf.list'],
    answer: (program: Program) =>
      stuck++ === 0
        ? { kind: 'lost', program, cause: 'stuck', reason: 'so it was', log: [], stuck: { operation: 0, stack } }
        : ran(program, { steps: program.operations.map(() => ({ outcome: { ret: 0, value: [] } })), residue: [] }),
  });
  const report = await campaign(once, [programIn('btf.list')]);
  expect(report.counterexamples).toEqual([]);
  expect(report.interruptions.map(({ cause, became }) => [cause, became])).toEqual([['stuck', 'again']]);
});

test('a lock that another candidate left held does not count for the one that waits for it', async () => {
  // Whoever lists twice is stuck, and so is everybody in a kernel where somebody has closed.
  const held = new Set<number>();
  const poisoned = fakeAdapter({
    operations: ['btf.list', 'fd.close', 'quiesce'],
    answer: (program: Program, connection: number) => {
      const ops = program.operations.map(({ op }) => op);
      const own = ops.filter((op) => op === 'btf.list').length >= 2;
      const isStuck = own || held.has(connection);
      if (ops.includes('fd.close')) held.add(connection);
      const at = ops.length - 1;
      const steps = program.operations.map(({ op }) =>
        op === 'fd.close'
          ? { outcome: { ret: -9 } }
          : { outcome: { ret: 0, value: op === 'btf.list' ? [] : { settled: true } } },
      );
      if (!isStuck) return ran(program, { steps, residue: [] });
      const history = { steps: [...steps.slice(0, at), { outcome: { stuck: [] } }], residue: [] };
      const loss = { cause: 'stuck', reason: 'so it was', log: [], history } as const;
      return { kind: 'lost', program, ...loss };
    },
  });
  const program = programIn('fd.close closed\nbtf.list\nquiesce\nfd.close closed\nbtf.list\nquiesce');
  const report = await campaign(poisoned, [program]);
  const [found] = report.counterexamples;
  expect(found?.program.operations.map(({ op }) => op)).toEqual(['btf.list', 'btf.list']);
});

const TAKE_UPDATE_MUTEX: ReadonlySet<string> = new Set(['link.create', 'link.update', 'link.detach', 'module.detach']);

/** LINK_UPDATE keeps update_mutex here too, but it is the kernel's: the programs after that one wait for it. */
function keepingUpdateMutex(): Adapter {
  const held = new Set<number>();
  const answer = (program: Program, connection: number): Ran => {
    const machine = machineWith('link-update-keeps-mutex');
    const steps: Step[] = [];
    for (const operation of program.operations) {
      const step = machine.step(operation);
      const returns = hasReturned(step.outcome);
      const locks = returns && step.outcome.ret === 0 && TAKE_UPDATE_MUTEX.has(operation.op);
      if (!returns || (locks && held.has(connection))) {
        const history = { steps: [...steps, { outcome: { stuck: ['__mutex_lock+0x379/0x6d0'] } }], residue: [] };
        return { kind: 'lost', program, cause: 'stuck', reason: 'so it was', log: [], history };
      }
      steps.push(step);
    }
    const keeps = ({ outcome }: Step, at: number): boolean =>
      program.operations[at]?.op === 'link.update' && hasReturned(outcome) && outcome.ret === 0;
    if (steps.some(keeps)) held.add(connection);
    return ran(program, { steps, ...machine.end() });
  };
  return fakeAdapter({ operations: KERNEL_OPERATIONS.map(({ op }) => op), answer });
}

// Seven is the least. LINK_UPDATE locks only when it has a link and a map that is READY, of a type with an update(), and nobody
// but LINK_CREATE, LINK_UPDATE and a detach waits: module, BTF, map, UPDATE, LINK_CREATE, LINK_UPDATE, and who waits.
test.each([1, 8, 9, 10, 16, 19])(
  'long programs that leave a lock of the whole kernel held shrink to seven: seed %i',
  async (seed) => {
    const report = await runCampaign(
      { seed, programs: 400, maxFailures: 1, maxReconnections: 8 },
      {
        adapter: keepingUpdateMutex(),
        oracle: (implementation, door) =>
          oracleFor(implementation, { ...DEFAULTS, profile: '6.12', seed, maxOperations: 240, corpus: () => [] }, door),
        now: () => 0,
      },
    );
    const [found] = report.counterexamples;
    expect(found?.violation).toMatchObject({ kind: 'stuck', clauses: ['RETURN-01'] });
    expect(found?.program.operations.map(({ op }) => op).slice(0, 6)).toEqual([
      'module.load',
      'btf.open',
      'map.create',
      'map.update',
      'link.create',
      'link.update',
    ]);
    expect(found?.program.operations).toHaveLength(7);
    // Each is a guest that died: without a guess at who left the lock held, seed 9 has 138.
    expect(report.interruptions.length).toBeLessThanOrEqual(80);
  },
);
