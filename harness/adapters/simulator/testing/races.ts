// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Random races: a module, maps, links and programs to begin with, and threads that all work on those.
import * as fc from 'fast-check';
import { type Argument, type Operation, type RaceProgram } from '../../../../spec';

const op = (name: string, args: Readonly<Record<string, Argument>>, result?: string): Operation =>
  result === undefined ? { op: name, args } : { op: name, args, result };

/** Two maps and a link that are ready, one map of each kind that is not, a pinned link, and a program. */
const PREFIX: readonly Operation[] = [
  op('module.load', { name: 'soc_a', types: 'all' }),
  op('btf.open', { name: 'soc_a' }, 'b'),
  op('prog.load', { btf: 'b', type: 'plain', member: 'run' }, 'p'),
  op('map.create', { btf: 'b', type: 'plain', link: true }, 'ready'),
  op('map.update', { map: 'ready', value: { run: 'p', tag: 1 } }),
  op('map.create', { btf: 'b', type: 'plain', link: true }, 'other'),
  op('map.update', { map: 'other', value: { tag: 2 } }),
  op('map.create', { btf: 'b', type: 'plain', link: true }, 'fresh'),
  op('map.create', { btf: 'b', type: 'plain' }, 'legacy'),
  op('link.create', { map: 'ready' }, 'link'),
  op('link.create', { map: 'other' }, 'pinned'),
  op('pin.create', { fd: 'pinned', path: 'x' }),
  op('fd.close', { fd: 'pinned' }),
];

const MAPS = ['ready', 'other', 'fresh', 'legacy'];
const FDS = [...MAPS, 'link', 'b', 'p'];

const maps = fc.constantFrom(...MAPS);

/** One operation on what the prefix made; `result` is a name that nobody else has. */
const operation = (result: string): fc.Arbitrary<Operation> =>
  fc.oneof(
    maps.map((map) => op('map.update', { map, value: { run: 'p', tag: 3 } })),
    maps.map((map) => op('map.update', { map, value: { tag: 4, spare: 1 } })),
    fc.constant(op('map.update', { map: 'legacy', value: { run: 'p' } })),
    fc.constant(op('map.delete', { map: 'legacy' })),
    maps.map((map) => op('map.lookup', { map })),
    maps.map((map) => op('link.create', { map }, result)),
    maps.map((map) => op('link.update', { link: 'link', map })),
    fc.constant(op('link.update', { link: 'link', map: 'other', flags: 'replace', old: 'ready' })),
    fc.constant(op('link.detach', { link: 'link' })),
    fc.constantFrom(...FDS).map((fd) => op('fd.close', { fd })),
    fc.constantFrom(...FDS).map((fd) => op('fd.dup', { fd }, result)),
    fc.constantFrom(...FDS).map((fd) => op('object.info', { fd })),
    maps.map((of) => op('object.by_id', { of }, result)),
    fc.constant(op('object.by_id', { of: 'link' }, result)),
    fc.constantFrom('x', 'y').map((path) => op('pin.remove', { path })),
    fc.constantFrom('x', 'y').map((path) => op('pin.get', { path }, result)),
    fc.constantFrom('link', 'ready').map((fd) => op('pin.create', { fd, path: 'y' })),
    fc.boolean().map((link) => op('map.create', { btf: 'b', type: 'plain', link }, result)),
    fc.constant(op('map.create', { btf: 'b', type: 'plain', label: 'bad' }, result)),
    fc.constant(op('prog.load', { btf: 'b', type: 'plain', member: 'run' }, result)),
    fc.constant(op('module.call', { name: 'soc_a', type: 'plain', member: 'run' })),
    fc.constant(op('module.detach', { name: 'soc_a', type: 'plain' })),
    fc.constantFrom('plain', 'good1', 'good2').map((type) => op('module.register', { name: 'soc_a', type })),
    fc.constantFrom('soc_a', 'soc_b').map((name) => op('module.load', { name, types: 'plain' })),
    fc.constant(op('module.load', { name: 'soc_b', init: -12 })),
    fc.constantFrom('soc_a', 'soc_b').map((name) => op('module.unload', { name })),
    fc.constantFrom('soc_a', 'soc_b').map((name) => op('module.info', { name })),
    fc.constantFrom('soc_a', 'soc_b').map((name) => op('btf.open', { name }, result)),
    fc.constant(op('quiesce', {})),
  );

const thread = (name: string): fc.Arbitrary<readonly Operation[]> =>
  fc
    .integer({ min: 1, max: 5 })
    .chain((length) => fc.tuple(...Array.from({ length }, (_, index) => operation(`${name}_${index}`))));

/** Closes all, so that the module has a chance to go. */
const CLOSING: readonly Operation[] = FDS.map((fd) => op('fd.close', { fd }));
const SUFFIX: readonly Operation[] = [
  op('map.lookup', { map: 'ready' }),
  ...CLOSING,
  op('quiesce', {}),
  op('module.unload', { name: 'soc_a' }),
];

/** Some begin with nothing open but the descriptors of a map and its link, so that unloading can succeed. */
const prefixes = fc.constantFrom(
  PREFIX,
  [...PREFIX, op('pin.remove', { path: 'x' }), op('fd.close', { fd: 'fresh' }), op('fd.close', { fd: 'legacy' })],
  PREFIX.slice(0, 3),
);

export const races = (): fc.Arbitrary<RaceProgram> =>
  fc
    .tuple(prefixes, fc.integer({ min: 2, max: 4 }))
    .chain(([prefix, count]) =>
      fc
        .tuple(...Array.from({ length: count }, (_, index) => thread(`t${index + 1}`)))
        .map((threads): RaceProgram => ({ prefix, threads, suffix: SUFFIX })),
    );
