// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, test } from '@jest/globals';
import { DEFAULTS, formatProgram, generateProgram, programIn } from '../../generators';
import { createModel } from '../../model';
import { DEFAULT_PROFILE, KERNEL_OPERATIONS, profileNamed, type Program } from '../../spec';
import { withClosingEnd, withOtherEnd, withOtherEndings, withRefusedEnd, withUnload } from './endings';
import {
  withClosed,
  withLoadedTypes,
  withMakers,
  withModuleType,
  withOneModule,
  withPlainType,
  withSimplerObjects,
  withSource,
} from './simpler';

const texts = (programs: Iterable<Program>): readonly string[] =>
  [...programs].map(({ operations }) =>
    operations.map((operation) => formatProgram({ operations: [operation] }).trim()).join('; '),
  );

describe.each([
  [
    'an object that needs none',
    withMakers,
    'm = map.create none tcp_congestion_ops\npin.create m pin1',
    ['m = btf.load; pin.create m pin1', 'm = prog.load_syscall; pin.create m pin1'],
  ],
  [
    'what it was made of',
    withSource,
    'm = map.create none tcp_congestion_ops\nl = link.create m\npin.create l pin1\nfd.close l',
    ['m = map.create none tcp_congestion_ops; pin.create m pin1; fd.close m'],
  ],
  [
    'a descriptor that is closed',
    withClosed,
    'p = prog.load_syscall\nfd.close p',
    ['p = prog.load_syscall; fd.close closed'],
  ],
  [
    'one module for two',
    withOneModule,
    'module.load soc_a\nmodule.load soc_b',
    ['module.load soc_a; module.load soc_a'],
  ],
  [
    'a type that init registers',
    withLoadedTypes,
    'module.load soc_a\nmodule.register soc_a owned',
    ['module.load soc_a types=owned'],
  ],
  [
    'the plainest type',
    withPlainType,
    'module.load soc_a types=owned\nmodule.call soc_a owned run',
    ['module.load soc_a; module.call soc_a plain run'],
  ],
  [
    'a type of a module',
    withModuleType,
    'm = map.create none tcp_congestion_ops\np = prog.load none tcp_congestion_ops ssthresh\nq = prog.load none tcp_congestion_ops undo_cwnd\nr = prog.load none tcp_congestion_ops cong_avoid\nmap.update m .ssthresh=p',
    ['module.load soc_a; b0 = btf.open soc_a; m = map.create b0 plain; map.update m'],
  ],
  [
    'the removal of a module',
    withUnload,
    'module.load soc_a\nbtf.list\nmodule.info soc_a\nmodule.log soc_a',
    ['module.load soc_a; module.unload soc_a', 'module.load soc_a; btf.list; module.unload soc_a'],
  ],
  [
    'a call that is refused',
    withRefusedEnd,
    'm = map.create none tcp_congestion_ops\nfd.close m',
    ['m = map.create none tcp_congestion_ops user=closed'],
  ],
  [
    'another operation on the same path',
    withOtherEnd,
    'p = prog.load_syscall\npin.create p pin1\npin.read pin1',
    [
      'p = prog.load_syscall; pin.create p pin1; h3 = pin.get pin1',
      'p = prog.load_syscall; pin.create p pin1; pin.remove pin1',
    ],
  ],
  [
    'the closing of a descriptor',
    withClosingEnd,
    'p = prog.load_syscall\nb = btf.load\nprog.run p',
    ['p = prog.load_syscall; b = btf.load; fd.close b', 'p = prog.load_syscall; b = btf.load; fd.close p'],
  ],
] as const)('%s', (_name, candidates, text, expected) => {
  test('takes the place of what is there', () => {
    expect([...texts(candidates(programIn(text)))].sort()).toEqual([...expected].sort());
  });
});

test('nothing becomes longer', () => {
  const model = createModel(profileNamed(DEFAULT_PROFILE));
  const operations = new Set(KERNEL_OPERATIONS.map(({ op }) => op));
  for (let index = 0; index < 60; index++) {
    const program = generateProgram(model, { ...DEFAULTS, operations, seed: 5, index });
    for (const simpler of [...withSimplerObjects(program), ...withOtherEndings(program)])
      expect(simpler.operations.length).toBeLessThanOrEqual(program.operations.length);
  }
});
