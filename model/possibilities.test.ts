// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, test } from '@jest/globals';
import { DEFAULTS, generateProgram } from '../generators';
import {
  DEFAULT_PROFILE,
  OPERATIONS,
  profileNamed,
  PROFILES,
  type ClauseId,
  type ModuleName,
  type Operation,
} from '../spec';
import { createModel, internalSteps, touchedBy, type State } from './index';
import { apart, becomes, certain, join, Possibilities, type Possibility } from './possibilities';
import { isHeldOtherwise, putLate, unregisterLink } from './references';
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

const possible = (state: State, ...assumed: readonly ClauseId[]): Possibility => ({ ...certain(state), assumed });

const logging = (...lines: readonly string[]): State => changeInstance(loaded, 'soc_a', { log: lines });

function kept(added: readonly Possibility[]): readonly Possibility[] {
  const possibilities = new Possibilities();
  for (const each of added) possibilities.add(each);
  return possibilities.all;
}

const everything = (possibilities: readonly Possibility[]): readonly string[] =>
  possibilities
    .flatMap((possibility) => apart(possibility, () => true))
    .map(({ state }) => JSON.stringify(state))
    .sort();

describe('of states that differ in nothing but releases of modules', () => {
  const all = [pending(0, 0), pending(1, 0), pending(2, 1), pending(1, 2), pending(2, 1), pending(0, 2)];

  test.each([['first'], ['last']])('the widest are kept, when they come %s', (when) => {
    const states = when === 'first' ? [...all].reverse() : all;
    const left = kept(states.map((state) => possible(state))).map(({ state }) => state);
    expect(left).toEqual(expect.arrayContaining([pending(2, 1), pending(1, 2)]));
    expect(left).toHaveLength(2);
  });

  test('one that stands for others assumes what all of them do', () => {
    const narrow = possible(pending(0, 0), 'MOD-LOAD-09');
    const wide = possible(pending(1, 0), 'MOD-LOAD-09', 'MAP-DELETE-06');
    const left = [possible(pending(1, 0), 'MOD-LOAD-09')];
    expect(kept([narrow, wide])).toEqual(left);
    expect(kept([wide, narrow])).toEqual(left);
  });

  test('states that differ in more are all kept', () => {
    const open = model.step(pending(1, 0), { op: 'btf.open', args: { name: 'soc_a' }, result: 'b' })[0]?.next;
    if (open === undefined) throw new Error('it opens');
    expect(kept([possible(open), possible(pending(0, 0))])).toHaveLength(2);
  });

  test('so are those whose ids were shown to differ', () => {
    const shown = { ...possible(pending(0, 0)), bindings: Table.of({ 'btf:soc_a#1': 7 }) };
    expect(kept([shown, possible(pending(1, 0))])).toHaveLength(2);
  });
});

describe('of states that differ in a log', () => {
  const states = [logging('a', 'b'), logging('b', 'a'), logging('b'), logging('a', 'b')];

  test('one is kept, with each log that there may be, once', () => {
    const left = kept(states.map((state) => possible(state)));
    expect(left).toHaveLength(1);
    expect(everything(left)).toEqual(
      states
        .slice(0, 3)
        .map((state) => JSON.stringify(state))
        .sort(),
    );
  });

  test('all logs grow by what is logged later, and are looked at one by one', () => {
    const [whole] = kept(states.map((state) => possible(state)));
    if (whole === undefined) throw new Error('there is one');
    const later = becomes(whole, logging('a', 'b', 'c'));
    const logs = apart(later, (key) => key === 'module:soc_a').map(({ state }) =>
      state.modules.get('soc_a')?.log.join(''),
    );
    expect(logs.sort()).toEqual(['abc', 'bac', 'bc']);
    expect(apart(later, (key) => key === 'module:soc_b')).toEqual([later]);
  });

  test('no pair of logs or releases becomes possible that was not', () => {
    const both = (a: string, b: string): State => changeInstance(logging(a), 'soc_b', { log: [b] });
    const puts = (log: string, pendingPuts: number): State => changeInstance(logging(log), 'soc_a', { pendingPuts });
    for (const apartStates of [
      [both('a', 'b'), both('c', 'd')],
      [puts('a', 0), puts('b', 1)],
    ])
      expect(kept(apartStates.map((state) => possible(state)))).toHaveLength(2);
    expect(
      kept([both('a', 'b'), both('c', 'd'), both('a', 'd'), both('c', 'b')].map((state) => possible(state))),
    ).toHaveLength(1);
  });
});

/** What an operation comes to, without the state that it leaves. */
const shown = (state: State, each: typeof model, operation: Operation) =>
  each.step(state, operation).map(({ next: _, ...outcome }) => outcome);

/** The state with one release of a module done, or with another log of it. */
const unlike = (state: State, module: ModuleName): readonly State[] => [
  ...internalSteps(state, (key) => key === `module:${module}`)
    .filter(({ clause }) => clause === 'RELEASE-01')
    .map(({ next }) => next),
  changeInstance(state, module, { log: ['another', ...(state.modules.get(module)?.log ?? [])].slice(0, 3) }),
];

// What makes it right to join them: the belief tells them apart for the modules that an operation names.
// Nothing registers there in 6.1, so no map holds a module.
const holding = PROFILES.filter(({ version }) => version !== '6.1' && version !== '6.6');
test.each(holding.map((profile) => [profile.name, createModel(profile)] as const))(
  'an operation that does not name a module can tell neither whether it was let go of nor what it has logged: %s',
  (_name, each) => {
    let compared = 0;
    for (let index = 0; index < 60; index++) {
      const program = generateProgram(each, { ...DEFAULTS, operations, seed: 3, index });
      let state = each.initial;
      for (const operation of program.operations) {
        const transitions = each.step(state, operation);
        const named = touchedBy(state, operation).map(({ key }) => key);
        for (const { name } of state.modules.values)
          for (const other of named.includes(`module:${name}`) ? [] : unlike(state, name)) {
            expect(shown(other, each, operation)).toEqual(shown(state, each, operation));
            const nexts = each.step(other, operation).map(({ next }) => becomes(possible(other), next));
            for (const [way, { next }] of transitions.entries()) {
              const after = nexts[way];
              expect(after === undefined ? undefined : join(possible(next), after)).toBeDefined();
            }
            compared++;
          }
        state = transitions[index % transitions.length]?.next ?? state;
      }
    }
    expect(compared).toBeGreaterThan(100);
  },
);

/** What the lifecycle of links and their pins takes, and all that can look at it. */
const LINKS = new Set([
  ...['module.load', 'module.info', 'module.unload', 'btf.open', 'map.create', 'map.update', 'map.lookup'],
  ...['link.create', 'link.update', 'link.detach', 'pin.create', 'pin.remove', 'pin.read', 'fd.close', 'object.by_id'],
]);

/** The state once the worker has unregistered the links that are on their way out, and has got no further. */
const unregistered = (state: State): State => state.doomed.reduce(unregisterLink, state);

test('an operation that does not name a map cannot tell whether a link has let go of it, if something else holds it', () => {
  let compared = 0;
  for (let index = 0; index < 500; index++) {
    const program = generateProgram(model, { ...DEFAULTS, operations: LINKS, seed: 5, index });
    let state = model.initial;
    for (const operation of program.operations) {
      state = unregistered(state);
      const named = touchedBy(state, operation).map(({ key }) => key);
      const maps = state.maps.keys.filter((key) => !named.includes(key) && isHeldOtherwise(state, key));
      for (const key of maps.filter((map) => state.maps.get(map)?.pendingPuts !== undefined)) {
        const other = putLate(state, key);
        expect(shown(other, model, operation)).toEqual(shown(state, model, operation));
        expect(join(possible(state), possible(other))).toEqual(possible(state));
        for (const [way, { next }] of model.step(state, operation).entries()) {
          const after = model.step(other, operation)[way];
          expect(after && join(possible(next), possible(after.next))).toEqual(possible(next));
        }
        compared++;
      }
      const transitions = model.step(state, operation);
      state = transitions[index % transitions.length]?.next ?? state;
    }
  }
  expect(compared).toBeGreaterThan(30);
});
