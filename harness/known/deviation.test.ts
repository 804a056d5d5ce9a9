// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { expect, test } from '@jest/globals';
import { programIn } from '../../generators/text';
import { deviationBehind, deviationOf, deviationsIn, type KnownDeviation } from './deviation';

const one = programIn('module.load soc_a\n');
const two = programIn('module.load soc_a\nmodule.load soc_b\n');

const known = (finding: string, violations: readonly string[], needs: readonly string[] = []): KnownDeviation => ({
  finding,
  program: two,
  violations,
  traces: [],
  needs,
  reason: 'a reason',
  see: 'a page',
});

test('a violation is known by its signature, whole or up to the observed outcome', () => {
  const list = [known('exact', ['outcome A map.update 0']), known('any', ['splat LOG-01 end *'])];
  expect(deviationOf(list, 'outcome A map.update 0', one)?.finding).toBe('exact');
  expect(deviationOf(list, 'outcome A map.update 0 with a value', one)).toBeUndefined();
  expect(deviationOf(list, 'splat LOG-01 end kernel BUG at N', one)?.finding).toBe('any');
});

test('what looks alike is not known without what the finding needs', () => {
  const list = [known('needy', ['outcome A map.update 0'], ['module.load soc_a', 'module.load soc_b'])];
  expect(deviationOf(list, 'outcome A map.update 0', two)?.finding).toBe('needy');
  expect(deviationOf(list, 'outcome A map.update 0', one)).toBeUndefined();
});

test('a trace is known by the smallest program, and is no violation that is known by itself', () => {
  const list = [{ ...known('needy', [], ['module.load soc_b']), traces: ['outcome L module.log *'] }];
  expect(deviationBehind(list, 'outcome L module.log 0 with a value', two)?.finding).toBe('needy');
  expect(deviationBehind(list, 'outcome L module.log 0 with a value', one)).toBeUndefined();
  expect(deviationOf(list, 'outcome L module.log 0 with a value', two)).toBeUndefined();
});

test('what was mended is known of the releases before', () => {
  const list = [{ ...known('mended', ['outcome A map.update 0']), fixed: '6.12.117' }];
  const count = (release: string): number => deviationsIn(list, release).length;
  expect(['6.12.95+deb12-cloud-amd64', '6.12.9', '6.12', '6.1.200'].map(count)).toEqual([1, 1, 1, 1]);
  expect(['6.12.117+deb13-cloud-amd64', '6.12.118-rc1', '6.13.0', '7.2.1'].map(count)).toEqual([0, 0, 0, 0]);
});
