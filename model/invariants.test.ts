// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, test } from '@jest/globals';
import { DEFAULTS, generateProgram } from '../generators';
import { OPERATIONS, PROFILES } from '../spec';
import {
  clausesOf,
  createModel,
  initialState,
  internalSteps,
  INVARIANTS,
  phasesFollow,
  Table,
  type OpenFile,
  type State,
  type StructOpsMap,
} from './index';

const models = PROFILES.map(createModel);
const operations = new Set(OPERATIONS.map(({ op }) => op));

const broken = (state: State): string[] => INVARIANTS.filter(({ holds }) => !holds(state)).map(({ name }) => name);

describe.each(models.map((model) => [model.profile.name, model] as const))('in profile %s', (name, model) => {
  const clauses = clausesOf(operations, name);

  test.each([0.05, 0.5])(
    'they hold in every state that programs with %d misuse pass, deferred releases included',
    (misuse) => {
      for (let index = 0; index < 50; index++) {
        const program = generateProgram(model, { ...DEFAULTS, misuse, hazards: true, operations, seed: 11, index });
        let state = model.initial;
        for (const operation of program.operations) {
          const transitions = model.step(state, operation);
          expect(transitions.length).toBeGreaterThan(0);
          for (const { next, clause } of transitions) {
            expect([broken(next), clauses.has(clause)]).toEqual([[], true]);
            expect(phasesFollow(state, next)).toBe(true);
            for (const { next: later } of internalSteps(next)) expect(broken(later)).toEqual([]);
          }
          state = transitions[index % transitions.length]?.next ?? state;
        }
      }
    },
  );
});

test('are broken by states that no rule makes', () => {
  const map = {
    btf: 'btf:vmlinux',
    type: 'tcp_congestion_ops',
    link: true,
    phase: 'INUSE',
    value: {},
    vtypeFlag: false,
  } as const;
  expect(broken({ ...initialState, maps: Table.of<StructOpsMap>({ 'map:m': map }) })).toContain(
    'a map without BPF_F_LINK is INIT, INUSE or TOBEFREE, one with it INIT or READY',
  );
  expect(
    broken({ ...initialState, files: Table.of<OpenFile>({ m: { kind: 'map', key: 'map:m', mode: 'rw' } }) }),
  ).toContain('descriptors, pins and links refer to objects that exist');
  const inPhase = (phase: StructOpsMap['phase']): State => ({
    ...initialState,
    maps: Table.of<StructOpsMap>({ 'map:m': { ...map, link: false, phase } }),
  });
  const before = inPhase('TOBEFREE');
  const after = inPhase('INIT');
  expect(phasesFollow(before, after)).toBe(false);
});
