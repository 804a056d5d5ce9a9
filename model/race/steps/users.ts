// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// One more user of a map: bpf_map_inc_with_uref() and bpf_map_inc_not_zero() count the reference first, then the user.
import type { Key } from '../../state';
import { allowedNow, keyAt, on, wordOf, type Move, type Stage, type Turn } from '../stage';
import { holdMap, withKernel } from '../world';

/** The object that the operation gets one more descriptor or pin of. */
function usedBy({ world, operation }: Turn): Key | undefined {
  const { kernel } = world;
  switch (operation.op) {
    case 'object.by_id':
      return kernel.bound.get(wordOf(operation, 'of'))?.key;
    case 'pin.get':
      return kernel.pins.get(wordOf(operation, 'path'))?.key;
    default:
      return keyAt(world, operation.args['fd']);
  }
}

/** What is refused is refused later, and has not counted anything that could be told from this. */
function countReference(turn: Turn): readonly Move[] {
  const { world, operation, slot } = turn;
  const key = usedBy(turn);
  const succeeds = allowedNow(turn, operation).every(({ ret }) => ret === 0);
  if (key === undefined || !succeeds || !world.kernel.maps.has(key)) return [on(world)];
  return [on(withKernel(world, holdMap(world.kernel, slot, 'used', key, false)))];
}

/** Goes before the stages of such an operation; at its end it has the descriptor or pin, and lets go of what it held. */
export const COUNT_REFERENCE: Stage = {
  kernel: 'bpf_map_inc_with_uref(), bpf_map_inc_not_zero(): map->refcnt',
  tells: ['map.lookup', 'pin.read'],
  run: countReference,
};
