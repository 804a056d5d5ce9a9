// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { type Argument, PROFILE_NAMES, type Program } from '../../../../spec';
import { FAULTS, type FaultName, Faults, requireFault, UnknownFault } from '.';
import { KERNEL_VERSIONS } from '../kernel/version';
import { runProgram } from '../run';
import { EagerScheduler } from '../scheduler';
import { programs } from '../testing/programs';
import { transcript } from '../testing/transcript';

type Line = readonly [op: string, args?: Readonly<Record<string, Argument>>, result?: string];

const program = (...lines: readonly Line[]): Program => ({
  operations: lines.map(([op, args = {}, result]) => (result === undefined ? { op, args } : { op, args, result })),
});
const run = (what: Program, fault?: FaultName): string =>
  transcript(what, runProgram(what, new Faults(fault), new EagerScheduler()));

const LOAD: readonly Line[] = [
  ['module.load', { name: 'soc_a', types: 'all' }],
  ['btf.open', { name: 'soc_a' }, 'b'],
];
const LEGACY: readonly Line[] = [...LOAD, ['map.create', { btf: 'b', type: 'plain' }, 'm']];
const LINK: readonly Line[] = [
  ...LOAD,
  ['map.create', { btf: 'b', type: 'plain', link: true }, 'm'],
  ['map.update', { map: 'm', value: { tag: 1 } }],
  ['link.create', { map: 'm' }, 'l'],
];
const LOG: Line = ['module.log', { name: 'soc_a' }];

/** For every fault the shortest way to see it, and the lines in which it shows. */
const WITNESSES: Readonly<Record<FaultName, readonly [Program, readonly string[]]>> = {
  'map-does-not-hold-module': [
    program(...LEGACY, ['module.unload', { name: 'soc_a' }], ['map.update', { map: 'm', value: {} }]),
    [
      'module.unload name=soc_a  # 0',
      'map.update map=m value={}  # killed by SIGSEGV',
      '  BUG: unable to handle page fault: init_member of soc_a, which is gone',
    ],
  ],
  'update-owner-returns-success': [
    program(
      ...LOAD,
      ['map.create', { btf: 'b', type: 'owned' }, 'o'],
      ['map.update', { map: 'o', value: { owner: 1 } }],
    ),
    ['map.update map=o value={"owner":1}  # 0'],
  ],
  'prog-of-other-module-accepted': [
    program(
      ...LEGACY,
      ['module.load', { name: 'soc_b' }],
      ['btf.open', { name: 'soc_b' }, 'other'],
      ['prog.load', { btf: 'other', type: 'plain', member: 'run' }, 'p'],
      ['map.update', { map: 'm', value: { run: 'p' } }],
    ),
    ['map.update map=m value={"run":"p"}  # 0'],
  ],
  'detach-then-close-unregs-twice': [
    program(...LINK, LOG, ['link.detach', { link: 'l' }], ['fd.close', { fd: 'l' }], LOG),
    ['module.log name=soc_a  # 0 ["unreg plain 1","unreg plain 1"]'],
  ],
  'delete-again-unregs': [
    program(
      ...LEGACY,
      ['map.update', { map: 'm' }],
      LOG,
      ['map.delete', { map: 'm' }],
      ['map.delete', { map: 'm' }],
      LOG,
    ),
    ['module.log name=soc_a  # 0 ["unreg plain 0","unreg plain 0"]'],
  ],
  'link-holds-no-map': [
    program(...LINK, ['map.lookup', { map: 'm' }]),
    ['map.lookup map=m  # 0 {"state":3,"refcnt":0,"members":{"tag":1}}'],
  ],
  'stale-btf-accepted': [
    program(...LOAD, ['module.unload', { name: 'soc_a' }], ['map.create', { btf: 'b', type: 'plain' }, 'm']),
    ['m = map.create btf=b type=plain  # 0 {"id":1}'],
  ],
  'lookup-shows-user-refs': [
    program(...LEGACY, ['map.update', { map: 'm' }], ['map.lookup', { map: 'm' }]),
    ['map.lookup map=m  # 0 {"state":1,"refcnt":2,"members":{}}'],
  ],
  'unlink-does-not-put': [
    program(
      ...LEGACY,
      ['pin.create', { fd: 'm', path: 'x' }],
      ['pin.remove', { path: 'x' }],
      ['fd.close', { fd: 'm' }],
      ['quiesce'],
    ),
    [
      'quiesce  # 0 {"settled":false}',
      'residue: soc_a cannot be unloaded: -EAGAIN, refcnt 1',
      'residue: map 1 is left',
      'residue: BTF 2 is left',
    ],
  ],
  'failed-update-stays-inuse': [
    program(...LEGACY, ['map.update', { map: 'm', value: { spare: 1 } }], ['map.lookup', { map: 'm' }]),
    ['map.lookup map=m  # 0 {"state":1,"refcnt":0,"members":{}}'],
  ],
};

describe('every fault', () => {
  test.each(Object.entries(WITNESSES))('%s shows', (fault, [witness, lines]) => {
    const healthy = run(witness).split('\n');
    const sick = run(witness, requireFault(fault)).split('\n');
    for (const line of lines) expect(sick).toContain(line);
    expect(sick).not.toEqual(healthy);
    expect(healthy.join('\n')).not.toMatch(/residue|BUG|killed/);
  });

  test('is described, with a source, and has a witness', () => {
    for (const { name, description, source } of FAULTS) {
      expect(description).toMatch(/\.$/);
      expect(source).toMatch(/\.c: /);
      expect(WITNESSES).toHaveProperty([name]);
    }
  });

  test.each(PROFILE_NAMES)('of any name fits a kernel of version %s', (version) => {
    fc.assert(
      fc.property(fc.constantFrom(...FAULTS), programs(), ({ name }, any) => {
        const faults = new Faults(requireFault(name));
        const { steps } = runProgram(any, faults, new EagerScheduler(), KERNEL_VERSIONS[version]);
        expect(steps.length).toBeLessThanOrEqual(any.operations.length);
      }),
      { seed: 20231207, numRuns: 100 },
    );
  });

  test.each(FAULTS.map(({ name }) => name))('%s breaks the kernel and never the simulator', (name) => {
    fc.assert(
      fc.property(programs(), (any) => {
        const { steps } = runProgram(any, new Faults(requireFault(name)), new EagerScheduler());
        expect(steps.length).toBeLessThanOrEqual(any.operations.length);
      }),
      { seed: 20231207, numRuns: 50 },
    );
  });
});

test('an unknown fault is answered with those that were probably meant', () => {
  expect(() => requireFault('link-hold-no-map')).toThrow(UnknownFault);
  expect(() => requireFault('link-hold-no-map')).toThrow(/did you mean link-holds-no-map, /);
  expect(() => requireFault('constructor')).toThrow(UnknownFault);
});
