// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, test } from '@jest/globals';
import { OPERATIONS, DEFAULT_PROFILE, profileNamed, type History, type Outcome } from '../../spec';
import { closure, createModel, meanwhile, stateFrom, type PlainState, type State } from '../../model';
import { DEFAULTS, generateProgram, programIn } from '../../generators';
import { referenceHistory } from '../testing/reference';
import { judge } from './judge';

const profile = profileNamed(DEFAULT_PROFILE);
const model = createModel(profile);
const operations = new Set(OPERATIONS.map(({ op }) => op));
const generated = Array.from({ length: 150 }, (_, index) =>
  generateProgram(model, { ...DEFAULTS, operations, seed: 7, index }),
);

const life = programIn(`
module.load soc_a
b = btf.open soc_a
m = map.create b plain
map.update m
map.lookup m
`);

describe('a history that the model made', () => {
  test('conforms, whatever the program', () => {
    for (const each of generated)
      expect(judge(model, each, referenceHistory(model, each))).toMatchObject({ kind: 'conforms' });
  });

  test('counts the clause that decided each operation, and those about the whole run', () => {
    const verdict = judge(model, life, referenceHistory(model, life));
    if (verdict.kind !== 'conforms') throw new Error('it conforms');
    expect([...verdict.clauses]).toEqual([
      ['MOD-LOAD-09', 1],
      ['MOD-BTF-01', 1],
      ['MAP-CREATE-32', 1],
      ['MAP-UPDATE-24', 1],
      ['MAP-LOOKUP-09', 1],
      ['LEAK-01', 1],
      ['LOG-01', 1],
      ['RETURN-01', 1],
      ['RETURN-02', 1],
    ]);
  });
});

/** What every program that conforms shows. */
const ALWAYS = ['LEAK-01', 'LOG-01', 'RETURN-01', 'RETURN-02'];

describe('a clause', () => {
  test('does not count where another may have decided instead', () => {
    const either = {
      ...model,
      step: (state: State) => [
        { clause: 'RELEASE-01', ret: 0, next: state } as const,
        { clause: 'RELEASE-02', ret: 0, next: state } as const,
        { clause: 'RELEASE-03', ret: -16, next: state } as const,
      ],
    };
    const outcomes = (ret: number): History => ({
      steps: life.operations.map(() => ({ outcome: { ret } })),
      residue: [],
    });
    const counted = (ret: number): readonly string[] => {
      const verdict = judge(either, life, outcomes(ret));
      return verdict.kind === 'conforms' ? [...verdict.clauses.keys()] : [];
    };
    expect(counted(0)).toEqual(ALWAYS);
    expect(counted(-16)).toEqual(['RELEASE-03', ...ALWAYS]);
  });
});

/** An explanation has one of the logs that there may be. */
const withoutLogs = (state: State): string =>
  JSON.stringify({ ...state, modules: state.modules.map((instance) => ({ ...instance, log: [] })) });

describe('what the judge hands over', () => {
  test('are the ways in which each outcome may have come about, from states that were possible', () => {
    for (const each of generated) {
      const verdict = judge(model, each, referenceHistory(model, each));
      if (verdict.kind !== 'conforms') throw new Error('it conforms');
      expect(verdict.explained).toHaveLength(each.operations.length);
      let reached = [JSON.stringify(model.initial)];
      for (const explanations of verdict.explained) {
        const possible = reached.flatMap((state) => closure(stateFrom(JSON.parse(state) as PlainState), 512) ?? []);
        const states = new Set(possible.map(withoutLogs));
        expect(explanations).not.toEqual([]);
        for (const { state } of explanations) expect(states).toContain(withoutLogs(state));
        const left = explanations.flatMap(({ state, transition: { next } }) => [next, ...meanwhile(state, next)]);
        reached = [...new Set(left.map((state) => JSON.stringify(state)))];
      }
    }
  });

  test('is no explanation of what a crashed tool did, and none of an operation that violates', () => {
    const crashed = referenceHistory(model, life, (_, outcome, index) =>
      index === 3 ? { crashed: 'SIGSEGV' } : outcome,
    );
    const wrong = referenceHistory(model, life, (_, outcome, index) => (index === 3 ? { ret: -4095 } : outcome));
    const counts = (history: History): readonly number[] => {
      const verdict = judge(model, life, history);
      if (verdict.kind === 'unknown') throw new Error(verdict.reason);
      return verdict.explained.map((explanations) => explanations.length);
    };
    expect(counts(crashed)).toEqual([1, 1, 1, 0, 1]);
    expect(counts(wrong)).toEqual([1, 1, 1]);
  });
});

describe('a history with one wrong outcome', () => {
  /** A return that no clause of the vocabulary ever gives. */
  const WRONG: Outcome = { ret: -4095 };

  test('violates at that very step, whatever the program and the step', () => {
    for (const [number, each] of generated.entries()) {
      const wrong = number % each.operations.length;
      const history = referenceHistory(model, each, (_, outcome, index) => (index === wrong ? WRONG : outcome));
      expect(judge(model, each, history)).toMatchObject({
        kind: 'violates',
        violation: { kind: 'outcome', step: wrong },
      });
    }
  });

  test('names the operation, what was seen, what was allowed, and the clause', () => {
    const history = referenceHistory(model, life, (_, outcome, index) => (index === 3 ? { ret: -16 } : outcome));
    expect(judge(model, life, history)).toMatchObject({
      violation: {
        operation: { op: 'map.update' },
        observed: { ret: -16 },
        allowed: [{ outcome: '0', clause: 'MAP-UPDATE-24' }],
        clauses: ['MAP-UPDATE-24'],
      },
    });
  });
});

describe('what is not an outcome', () => {
  const history = referenceHistory(model, life);

  test('a splat in the kernel log violates, whatever the outcomes were', () => {
    const line = 'BUG: KASAN: slab-use-after-free in bpf_struct_ops_map_free+0x1/0x2';
    const steps = history.steps.map((step, index) => (index === 2 ? { ...step, log: ['fine', line] } : step));
    expect(judge(model, life, { ...history, steps })).toMatchObject({
      kind: 'violates',
      violation: { kind: 'splat', step: 2, observed: { lines: [line] }, clauses: ['LOG-01'] },
    });
  });

  test('harmless lines do not', () => {
    const log = ['soc_a: loading out-of-tree module taints kernel.', 'Call Trace:', 'struct_ops name is too long'];
    const steps = history.steps.map((step) => ({ ...step, log }));
    expect(judge(model, life, { ...history, steps }).kind).toBe('conforms');
  });

  test('residue violates', () => {
    const residue = ['map 7 (soc_plain_ops) is still there'];
    expect(judge(model, life, { ...history, residue })).toMatchObject({
      kind: 'violates',
      violation: { kind: 'residue', step: 5, clauses: ['LEAK-01'] },
    });
  });

  test('a history that is cut short proves nothing', () => {
    const cut: History = { ...history, steps: history.steps.slice(0, 4) };
    expect(judge(model, life, cut).kind).toBe('unknown');
  });

  test('after a crash of the tool both possibilities are open', () => {
    const crashed = (after: Outcome): History =>
      referenceHistory(model, life, (_, outcome, index) =>
        index === 3 ? { crashed: 'SIGSEGV' } : index === 4 ? after : outcome,
      );
    const empty = { ret: 0, value: { state: 0, refcnt: 0, members: {} } };
    const used = { ret: 0, value: { state: 1, refcnt: 1, members: {} } };
    expect(judge(model, life, crashed(empty)).kind).toBe('conforms');
    expect(judge(model, life, crashed(used)).kind).toBe('conforms');
    expect(judge(model, life, crashed({ ret: 0, value: { state: 2, refcnt: 0, members: {} } })).kind).toBe('violates');
  });

  test('a crashed operation exercised its clause when what follows shows that it was done', () => {
    const lookedUp = (state: number, refcnt: number): unknown => {
      const outcome = { ret: 0, value: { state, refcnt, members: {} } };
      const bend = (_: unknown, sound: Outcome, index: number): Outcome =>
        index === 3 ? { crashed: 'SIGSEGV' } : index === 4 ? outcome : sound;
      const verdict = judge(model, life, referenceHistory(model, life, bend));
      return verdict.kind === 'conforms' && verdict.clauses.get('MAP-UPDATE-24');
    };
    expect(lookedUp(1, 1)).toBe(1);
    expect(lookedUp(0, 0)).toBeUndefined();
  });
});

describe('what does not return', () => {
  const program = programIn('module.load soc_a\nb = btf.open soc_a');
  const stack = ['bpf_struct_ops_map_update_elem+0x5e/0x310'];
  const loaded = { outcome: { ret: 0 } };

  test('is a violation of its own, with the stack, and whatever the kernel was asked is no report of a bug', () => {
    const log = ['sysrq: Show Blocked State', 'WARNING: CPU: 0 PID: 1 at nowhere'];
    const history = { steps: [loaded, { outcome: { stuck: stack }, log }], residue: [] };
    expect(judge(model, program, history)).toMatchObject({
      kind: 'violates',
      violation: {
        kind: 'stuck',
        step: 1,
        operation: { op: 'btf.open' },
        observed: { lines: stack },
        clauses: ['RETURN-01'],
      },
    });
  });

  test('may be the reset', () => {
    const history = { steps: [loaded, { outcome: { ret: 0, value: { id: 2 } } }], residue: [], stuck: stack };
    const verdict = judge(model, program, history);
    expect(verdict).toMatchObject({ kind: 'violates', violation: { kind: 'stuck', step: 2, clauses: ['RETURN-01'] } });
    expect(verdict.kind === 'violates' && verdict.violation.operation).toBeUndefined();
  });
});
