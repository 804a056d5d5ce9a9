// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The search that shrinkers are held to, against a plain one that tries the same programs and remembers nothing.
import { describe, expect, it } from '@jest/globals';
import { everything, safeLifecycle, type Scope } from '../../generators/explore';
import { formatOperation } from '../../generators';
import { createModel, type State } from '../../model';
import { DEFAULT_PROFILE, profileNamed, type Operation } from '../../spec';
import { machineWith } from '../adapters/simulator';
import { signatureOf } from '../judge/signature';
import { judgeOn } from './machine';
import { minima, named } from './minimum';

const model = createModel(profileNamed(DEFAULT_PROFILE));
const SCOPE: Scope = { modules: 1, maps: 1, links: 0, programs: 0, pins: 0, holds: 0, stale: 1, descriptors: 1 };
const bounds = (length: number) => ({ scope: SCOPE, length, vary: new Set<string>() });

/** Signatures with the least length, by trying every program whose operations but the last are of the lifecycle. */
function plainly(boot: Parameters<typeof minima>[1], length: number): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const go = (operations: readonly Operation[], state: State): void => {
    for (const each of everything(state, SCOPE)) {
      const operation = named(each, state);
      const program = { operations: [...operations, operation] };
      const { verdict } = judgeOn(model, boot(), program);
      const leads = safeLifecycle(state, SCOPE).some((other) => formatOperation(other) === formatOperation(each));
      if (verdict.kind === 'violates') {
        const signature = signatureOf(verdict.violation);
        found.set(signature, Math.min(found.get(signature) ?? Infinity, program.operations.length));
      } else if (leads && program.operations.length < length)
        go(program.operations, model.step(state, operation)[0]?.next ?? state);
    }
  };
  go([], model.initial);
  return found;
}

describe('an exhaustive search', () => {
  it('finds nothing in a sound kernel', () => {
    const { found, tried, situations } = minima(model, () => machineWith(undefined), bounds(4));
    expect(found).toEqual([]);
    expect(situations).toBeGreaterThan(20);
    expect(tried).toBeGreaterThan(2000);
  });

  it.each(['map-does-not-hold-module', 'stale-btf-accepted'])('finds what a plain one finds of %s', (fault) => {
    const boot = () => machineWith(fault);
    const { found } = minima(model, boot, bounds(3));
    const lengths = found.map(({ operations, violation }) => [signatureOf(violation), operations.length] as const);
    expect(new Map(lengths)).toEqual(plainly(boot, 3));
  });

  it('finds the shortest first', () => {
    const { found } = minima(model, () => machineWith('map-does-not-hold-module'), bounds(4));
    expect(found[0]?.operations.map(formatOperation)).toEqual([
      'module.load soc_a',
      'b1 = btf.open soc_a',
      'm1 = map.create b1 plain',
      'module.unload soc_a',
    ]);
  });
});
