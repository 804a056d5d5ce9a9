// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Descriptors: what an argument refers to, and the checks that every command makes on one.
import type { ArgumentsOf, ClauseId, Parameters, ProfileName } from '../spec';
import { binds, refuse, type Call, type Check, type Effect } from './rule';
import { idOf, type Pattern } from './pattern';
import type { Table } from './table';
import { kernelReferences } from './references';
import type { Key, Kind, Link, Mode, OpenFile, Prog, Reference, State, StructOpsMap } from './state';

export const fileAt = (state: State, name: string): OpenFile | undefined => state.files.get(name);

/** `none` leaves the field 0, and descriptor 0 is open but no BPF object. */
const isClosed = (state: State, name: string): boolean => name !== 'none' && fileAt(state, name) === undefined;
const isOther = (state: State, name: string, kind: Kind): boolean =>
  !isClosed(state, name) && fileAt(state, name)?.kind !== kind;

/** bpf_map_get(), bpf_prog_get(), bpf_link_get_from_fd(), btf_get_by_fd(): -EBADF when closed, -EINVAL for another object. */
export function descriptor<P extends Parameters>(
  clause: ClauseId,
  kind: Kind,
  name: (args: ArgumentsOf<P>) => string,
  when: (call: Call<P>) => boolean = () => true,
): Check<P>[] {
  return [
    refuse(clause, 'EBADF', (call) => when(call) && isClosed(call.state, name(call.args))),
    refuse(clause, 'EINVAL', (call) => when(call) && isOther(call.state, name(call.args), kind)),
  ];
}

/** bpf_check_uarg_tail_zero() in __sys_bpf(), then the CHECK_ATTR of the command. */
export function attributes<P extends Parameters & { attr: unknown }>(clause: ClauseId): Check<P>[] {
  const attr = (call: Call<P>): unknown => (call.args as { attr: unknown }).attr;
  return [
    refuse('ATTR-01', 'E2BIG', (call) => attr(call) === 'long'),
    refuse(clause, 'EINVAL', (call) => attr(call) === 'tail'),
  ];
}

/** An object and its key. */
export interface Found<V> {
  readonly key: Key;
  readonly object: V;
}

/** The object behind a descriptor that earlier checks have found to be of the right kind. */
export function objectAt<V>(state: State, table: Table<V>, name: string): Found<V> {
  const key = fileAt(state, name)?.key ?? '';
  const object = table.get(key);
  if (object === undefined) throw new Error(`${name} refers to no object`);
  return { key, object };
}

export const mapAt = (state: State, name: string): Found<StructOpsMap> => objectAt(state, state.maps, name);
export const linkAt = (state: State, name: string): Found<Link> => objectAt(state, state.links, name);
export const progAt = (state: State, name: string): Found<Prog> => objectAt(state, state.progs, name);

/** The handle that an operation binds; a descriptor without a name stays open, under one that no program can say. */
export const handleOf = <P extends Parameters>({ state, operation }: Call<P>): string =>
  operation.result ?? `0unnamed${state.bound.size}`;

/** The id of an object as OBJ_GET_INFO shows it: 0 for the BTF of a module that is gone, unless MOD-BTF-04 binds. */
export const visibleId = (call: { readonly state: State; readonly profile: ProfileName }, key: Key): Pattern =>
  call.state.btfs.get(key)?.live === false && !binds(call, 'MOD-BTF-04') ? 0 : idOf(key);

/** The references that a map's value shows: those of the kernel, or, in a count of its own, the registration's. */
export const shownReferences = (call: { readonly state: State; readonly profile: ProfileName }, map: Key): number => {
  if (!binds(call, 'MAP-LOOKUP-12')) return kernelReferences(call.state, map);
  return call.state.maps.get(map)?.phase === 'INUSE' ? 1 : 0;
};

/** A descriptor for an object: binds the handle and tells the id. */
export function opened<P extends Parameters>(
  call: Call<P>,
  state: State,
  reference: Reference,
  mode: Mode = 'rw',
): Effect {
  const handle = handleOf(call);
  const { kind, key } = reference;
  return {
    value: { id: visibleId({ state, profile: call.profile }, key) },
    next: {
      ...state,
      files: state.files.put(handle, { kind, key, mode }),
      bound: state.bound.put(handle, { kind, key }),
    },
  };
}
