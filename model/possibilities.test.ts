// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, test } from '@jest/globals';
import { DEFAULTS, generateProgram } from '../generators';
import { DEFAULT_PROFILE, OPERATIONS, profileNamed, PROFILES, type ClauseId, type ModuleName } from '../spec';
import { createModel, internalSteps, touchedBy, type State } from './index';
import { releasesTo } from './internal';
import { Possibilities, type Possibility } from './possibilities';
import { changeInstance } from './subsystem';
import { Table } from './table';

const model = createModel(profileNamed(DEFAULT_PROFILE));
const operations = new Set(OPERATIONS.map(({ op }) => op));

const loaded = ['soc_a', 'soc_b'].reduce<State>(
  (state, name) => model.step(state, { op: 'module.load', args: { name } })[0]?.next ?? state,
  model.initial,
);

/** Two modules with so many maps each whose workers have not run. */
const pending = (a: number, b: number): State =>
  changeInstance(changeInstance(loaded, 'soc_a', { pendingPuts: a }), 'soc_b', { pendingPuts: b });

const possible = (state: State, ...assumed: readonly ClauseId[]): Possibility => ({
  state,
  bindings: Table.empty(),
  assumed,
});

function kept(into: Possibilities, added: readonly Possibility[]): readonly Possibility[] {
  for (const each of added) into.add(each);
  return into.all;
}

describe('of states that differ in nothing but releases of modules', () => {
  const all = [pending(0, 0), pending(1, 0), pending(2, 1), pending(1, 2), pending(2, 1), pending(0, 2)];

  test('each has every one, once', () => {
    expect(
      kept(
        Possibilities.each(),
        all.map((state) => possible(state)),
      ),
    ).toHaveLength(5);
  });

  test.each([all, [...all].reverse()])('the widest are kept, in whatever order they come', (...states) => {
    const left = kept(
      Possibilities.widest(),
      states.map((state) => possible(state)),
    );
    expect(left.map(({ state }) => state)).toEqual(expect.arrayContaining([pending(2, 1), pending(1, 2)]));
    expect(left).toHaveLength(2);
  });

  test('one that stands for others assumes what all of them do', () => {
    const narrow = possible(pending(0, 0), 'MOD-LOAD-09');
    const wide = possible(pending(1, 0), 'MOD-LOAD-09', 'MAP-DELETE-06');
    const left = [possible(pending(1, 0), 'MOD-LOAD-09')];
    expect(kept(Possibilities.widest(), [narrow, wide])).toEqual(left);
    expect(kept(Possibilities.widest(), [wide, narrow])).toEqual(left);
  });

  test('states that differ in more are all kept', () => {
    const open = model.step(pending(1, 0), { op: 'btf.open', args: { name: 'soc_a' }, result: 'b' })[0]?.next;
    expect(open).toBeDefined();
    if (open === undefined) return;
    expect(kept(Possibilities.widest(), [possible(open), possible(pending(0, 0))])).toHaveLength(2);
  });
});

/** What an operation comes to, without the state that it leaves. */
const shown = (state: State, each: typeof model, operation: Parameters<typeof model.step>[1]) =>
  each.step(state, operation).map(({ next: _, ...outcome }) => outcome);

/** The state once a module is let go of, if a map's worker is late. */
const released = (state: State, module: ModuleName): State | undefined =>
  internalSteps(state, (name) => name === module).find(({ clause }) => clause === 'RELEASE-01')?.next;

// What makes it right to put such a release off: the belief asks about it for the modules that an operation names.
// Nothing registers there in 6.1, so no map holds a module.
const holding = PROFILES.filter(({ name }) => name !== '6.1');
test.each(holding.map((profile) => [profile.name, createModel(profile)] as const))(
  'an operation that does not name a module cannot tell whether it was let go of, nor change what that leaves: %s',
  (_name, each) => {
    let compared = 0;
    for (let index = 0; index < 60; index++) {
      const program = generateProgram(each, { ...DEFAULTS, operations, seed: 3, index });
      let state = each.initial;
      for (const operation of program.operations) {
        const transitions = each.step(state, operation);
        const named = touchedBy(state, operation).map(({ key }) => key);
        for (const { name } of state.modules.values) {
          const later = released(state, name);
          if (later === undefined || named.includes(`module:${name}`)) continue;
          expect(shown(later, each, operation)).toEqual(shown(state, each, operation));
          const nexts = each.step(later, operation).map(({ next }) => next);
          for (const [way, { next }] of transitions.entries()) {
            const after = nexts[way];
            expect(after !== undefined && releasesTo(next, after)).toBe(true);
          }
          compared++;
        }
        state = transitions[index % transitions.length]?.next ?? state;
      }
    }
    expect(compared).toBeGreaterThan(100);
  },
);
