// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Defects that only show when two threads meet: locks, orders, and counters that are read before they are changed.
import { BTF, type Defects, MODULE, STRUCT_OPS, SYSCALL } from './fault';

const UPDATE = `${STRUCT_OPS}: bpf_struct_ops_map_update_elem()`;
const DELETE = `${STRUCT_OPS}: bpf_struct_ops_map_delete_elem()`;
const CREATE = `${STRUCT_OPS}: bpf_struct_ops_link_create()`;
const SWING = `${STRUCT_OPS}: bpf_struct_ops_map_link_update()`;
const DETACH = `${STRUCT_OPS}: bpf_struct_ops_map_link_detach()`;
const DEALLOC = `${STRUCT_OPS}: bpf_struct_ops_map_link_dealloc()`;
const TRY_GET = `${BTF}: btf_try_get_module()`;
const dropped = (lock: string, place: string): string => `operator: ${lock} dropped in ${place}`;
const moved = (place: string): string => `operator: two statements swapped in ${place}`;
const split = (place: string): string => `operator: a read and a write that were one, in ${place}`;

export const RACE_FAULTS = {
  'update-takes-no-lock': {
    description: 'UPDATE does not take the lock of the map.',
    source: dropped('st_map->lock', UPDATE),
  },
  'update-checks-before-lock': {
    description: 'UPDATE looks at the state before it has the lock of the map, and not again.',
    source: moved(UPDATE),
  },
  'update-ready-before-filled': {
    description: 'UPDATE makes the state READY before the value is there.',
    source: moved(UPDATE),
  },
  'update-inuse-before-reg': {
    description: 'UPDATE makes the state INUSE before the subsystem has the value.',
    source: moved(UPDATE),
  },
  'update-inuse-before-get': {
    description: 'UPDATE makes the state INUSE before the registration has its reference to the map.',
    source: moved(UPDATE),
  },
  'update-resets-after-unlock': {
    description: 'UPDATE that fails puts everything back after it has let go of the lock.',
    source: moved(UPDATE),
  },
  'update-lock-order-inverted': {
    description: 'UPDATE takes update_mutex under the lock of a map, and LINK_CREATE takes them the other way round.',
    source: `operator: locks added to ${UPDATE} and ${CREATE}`,
  },
  'delete-state-not-exchanged': {
    description: 'DELETE reads the state and sets it in two steps.',
    source: split(DELETE),
  },
  'link-create-takes-no-mutex': {
    description: 'LINK_CREATE registers without update_mutex, so that a detach may meet a link that has no map yet.',
    source: `${CREATE}, before 73287fe22872; review of May 2024`,
  },
  'link-map-set-after-unlock': {
    description: 'LINK_CREATE sets the map of the link after it has let go of update_mutex.',
    source: moved(CREATE),
  },
  'link-update-takes-no-mutex': {
    description: 'LINK_UPDATE does not take update_mutex.',
    source: dropped('update_mutex', SWING),
  },
  'link-update-checks-before-mutex': {
    description: 'LINK_UPDATE compares the maps before it has update_mutex.',
    source: moved(SWING),
  },
  'link-update-puts-old-map-first': {
    description: 'LINK_UPDATE lets go of the old map before the subsystem has let go of it.',
    source: moved(SWING),
  },
  'detach-takes-no-mutex': {
    description: 'DETACH does not take update_mutex.',
    source: dropped('update_mutex', DETACH),
  },
  'detach-puts-map-before-unreg': {
    description: 'DETACH lets go of the map before the subsystem has.',
    source: moved(DETACH),
  },
  'detach-clears-map-before-unreg': {
    description: 'DETACH makes the link look detached before the subsystem has let go of the map.',
    source: moved(DETACH),
  },
  'close-puts-map-before-unreg': {
    description: 'The last close of a link lets go of the map before the subsystem has.',
    source: moved(DEALLOC),
  },
  'map-by-id-revives': {
    description: 'A map that is found by its id is counted one up, whatever the count was.',
    source: `operator: bpf_map_inc() for bpf_map_inc_not_zero() in ${SYSCALL}: bpf_map_get_fd_by_id()`,
  },
  'link-by-id-revives': {
    description: 'A link that is found by its id is looked at first and counted one up then.',
    source: split(`${SYSCALL}: bpf_link_by_id()`),
  },
  'file-not-held': {
    description: 'A system call does not hold the files that it has found.',
    source: 'operator: the reference dropped in fs/file.c: fdget()',
  },
  'btf-usable-while-coming': {
    description: 'The types of a module can be used as soon as its BTF object is there.',
    source: `${TRY_GET}, before 18688de203b4`,
  },
  'btf-usable-while-going': {
    description: 'The types of a module can be used until its BTF object is gone.',
    source: `operator: try_module_get() replaced by __module_get() in ${TRY_GET}`,
  },
  'btf-module-found-then-held': {
    description: 'The module of a BTF object is found under btf_module_mutex and held after it.',
    source: split(TRY_GET),
  },
  'prog-load-puts-module-early': {
    description: 'PROG_LOAD lets go of the module before it has looked at its type.',
    source: moved(`kernel/bpf/verifier.c: bpf_check()`),
  },
  'map-create-puts-module-early': {
    description: 'MAP_CREATE lets go of the module until the map is made.',
    source: moved(`${STRUCT_OPS}: bpf_struct_ops_map_alloc()`),
  },
  'unload-state-set-late': {
    description: 'A module that is being removed says so only after module_mutex was let go.',
    source: moved(`${MODULE}: delete_module()`),
  },
  'unload-frees-before-going': {
    description: 'A module is freed before its BTF object is taken off the list.',
    source: moved(`${MODULE}: delete_module()`),
  },
  'load-does-not-wait': {
    description: 'A load of a file that is being loaded says 0 at once.',
    source: `operator: the wait dropped in ${MODULE}: idempotent_init_module()`,
  },
} as const satisfies Defects;
