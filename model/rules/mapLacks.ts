// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Commands that struct_ops maps do not have: freeze, batches, mmap, use as an inner map.
import { mapBatch, mapFreeze, mapMmap, mapNest, type ArgumentsOf } from '../../spec';
import { attributes, descriptor, fileAt } from '../descriptor';
import { refuse, rule, type Rule } from '../rule';
import type { Mode } from '../state';

const freeze = rule(mapFreeze, [
  ...attributes('MAP-FREEZE-01'),
  ...descriptor<typeof mapFreeze.parameters>('MAP-FREEZE-02', 'map', (args) => args.map),
  refuse('MAP-FREEZE-03', 'ENOTSUPP', () => true),
]);

/** The modes that lack a permission that the command needs; lookups read, updates and deletes write. */
function lacking(verb: ArgumentsOf<typeof mapBatch.parameters>['verb']): readonly Mode[] {
  if (verb === 'lookup') return ['wo'];
  return verb === 'update' || verb === 'delete' ? ['ro'] : ['wo', 'ro'];
}

const batch = rule(mapBatch, [
  ...descriptor<typeof mapBatch.parameters>('MAP-OTHER-01', 'map', (args) => args.map),
  refuse('MAP-OTHER-02', 'EPERM', ({ state, args }) => {
    const mode = fileAt(state, args.map)?.mode;
    return mode !== undefined && lacking(args.verb).includes(mode);
  }),
  refuse('MAP-OTHER-03', 'ENOTSUPP', () => true),
]);

const mmap = rule(mapMmap, [
  refuse('MAP-OTHER-04', 'EBADF', ({ state, args }) => args.map !== 'none' && fileAt(state, args.map) === undefined),
  refuse('MAP-OTHER-04', 'ENODEV', ({ state, args }) => fileAt(state, args.map)?.kind !== 'map'),
  // do_mmap() checks the mode of the descriptor before it asks the file: a shared mapping for reading needs to read.
  refuse('MAP-OTHER-04', 'EACCES', ({ state, args }) => fileAt(state, args.map)?.mode === 'wo'),
  refuse('MAP-OTHER-04', 'ENOTSUPP', () => true),
]);

const nest = rule(mapNest, [
  ...descriptor<typeof mapNest.parameters>('MAP-OTHER-06', 'map', (args) => args.map),
  refuse('MAP-OTHER-05', 'ENOTSUPP', () => true),
]);

export const mapLacksRules: readonly Rule[] = [freeze, batch, mmap, nest];
