// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Operations that are known to crash or cripple a kernel that has the bug in question, so that nothing after them
// could be judged. They are left out unless they are asked for; docs/findings/ tells what was found.
import {
  mapUpdate,
  argumentReader,
  linkUpdate,
  moduleRegister,
  progBind,
  type Members,
  type Operation,
  type Program,
} from '../spec';
import { moduleReferences, type Model, type State } from '../model';

export interface Hazard {
  readonly name: string;
  readonly summary: string;
  readonly applies: (state: State, operation: Operation) => boolean;
}

/** Every operation that is generated is looked at. */
const read = {
  linkUpdate: argumentReader(linkUpdate),
  moduleRegister: argumentReader(moduleRegister),
  progBind: argumentReader(progBind),
  mapUpdate: argumentReader(mapUpdate),
};

const objectOf = (state: State, handle: string): string => state.files.get(handle)?.key ?? '';

/** tcp_update_congestion_control() adds the list node that is in the list already. */
const updateToItself: Hazard = {
  name: 'tcp-update-to-itself',
  summary: 'LINK_UPDATE of a tcp_congestion_ops link to the map that it has: corrupts tcp_cong_list (BUG in list_add).',
  applies: (state, operation) => {
    if (operation.op !== linkUpdate.op) return false;
    const { link, map } = read.linkUpdate(operation);
    const fresh = objectOf(state, map);
    const isTcp = state.maps.get(fresh)?.type === 'tcp_congestion_ops';
    return isTcp && state.links.get(objectOf(state, link))?.map === fresh;
  },
};

/**
 * With so many types registered the next one makes the table grow; or with one less, since some kernels take a type that
 * they should refuse (docs/findings/big-return-is-accepted.md), of which the state knows nothing.
 */
const FULL: ReadonlySet<number> = new Set([4, 8, 16, 32].flatMap((size) => [size - 1, size]));

/** btf_add_struct_ops() moves the table with krealloc(); maps keep pointing into the old one. */
const growUnderMaps: Hazard = {
  name: 'grow-table-under-maps',
  summary: 'A registration that grows the table of types while a map of the module is alive: use after free.',
  applies: (state, operation) => {
    if (operation.op !== moduleRegister.op) return false;
    const { name } = read.moduleRegister(operation);
    const registered = state.modules.get(name)?.registered.length ?? 0;
    return FULL.has(registered) && moduleReferences(state, name) > 0;
  },
};

/** A program that is bound to a map, in a map: the two may hold each other for ever. */
const holdingCycle: Hazard = {
  name: 'program-and-map-hold-each-other',
  summary: 'A program bound (BPF_PROG_BIND_MAP) to a map that uses it: neither is ever freed, and the module stays.',
  applies: (state, operation) => {
    if (operation.op === progBind.op) {
      const prog = objectOf(state, read.progBind(operation).prog);
      return state.maps.values.some((map) => Object.values(map.value).includes(prog));
    }
    if (operation.op !== mapUpdate.op) return false;
    const value: Members = read.mapUpdate(operation).value;
    return Object.values(value).some(
      (word) => typeof word === 'string' && (state.progs.get(objectOf(state, word))?.binds.length ?? 0) > 0,
    );
  },
};

export const HAZARDS: readonly Hazard[] = [updateToItself, growUnderMaps, holdingCycle];

export const hazardOf = (state: State, operation: Operation): Hazard | undefined =>
  HAZARDS.find((hazard) => hazard.applies(state, operation));

/** Whether a program, as long as it goes the first way that the model allows, comes to a hazard. */
export function meetsHazard(model: Model, { operations }: Program): boolean {
  let state = model.initial;
  return operations.some((operation) => {
    const hazard = hazardOf(state, operation);
    state = model.step(state, operation)[0]?.next ?? state;
    return hazard !== undefined;
  });
}
