// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Defects of BTF objects: their ids, their references, and the way from one to its module.
import { BTF, type Defects, STRUCT_OPS, SYSCALL, VERIFIER } from './fault';

export const BTF_FAULTS = {
  'stale-btf-accepted': {
    description: 'A BTF object passes for live after its module is gone.',
    source: `${BTF}: btf_try_get_module()`,
  },
  'stale-btf-after-reload': {
    description: 'A BTF object of a module that is gone passes for that of a later load of the module.',
    source: `operator: names compared for objects in ${BTF}: btf_try_get_module()`,
  },
  'dead-module-ebusy': {
    description: 'MAP_CREATE with the BTF of a module that is gone says -EBUSY.',
    source: 'changelog v6 to v7: Change returned error code to -EINVAL for the case of bpf_try_get_module()',
  },
  'owner-of-stale-btf-read': {
    description: 'MAP_CREATE takes the module from the type, which is memory of the module and gone with it.',
    source: 'changelog v3 to v4: Use btf_try_get_module() to hold a module since st_ops->owner can be gone',
  },
  'count-uninitialised': {
    description: 'A search in a BTF object without a table of types reads a count that nobody wrote.',
    source: 'review of v13 of e61995111a76: btf_get_struct_ops() leaves cnt alone when there is no table',
  },
  'create-leaks-btf': {
    description: 'MAP_CREATE that fails after it looked up value_type_btf_obj_fd keeps the BTF object.',
    source: 'changelog v3 to v4: Fix leaking of btf objects on error',
  },
  'btf-held-by-map': {
    description: 'A map holds the BTF object of its type too, so that the id stays until the map is freed at last.',
    source: 'changelog v11 to v12: hold only the refcnt to the module, but not btf',
    kernel: 'v12',
  },
  'user-btf-leaked': {
    description: "The free of a map does not put the user's BTF object.",
    source: `operator: put dropped in ${SYSCALL}: bpf_map_free_deferred()`,
  },
  'btf-id-survives-unload': {
    description: 'The id of a BTF object stays after the module is gone, as long as somebody holds the object.',
    source: `${BTF}: btf_module_notify(), before 146bd2a87a65`,
  },
  'btf-id-lost-early': {
    description: 'The id of a BTF object goes with the module, although somebody holds the object.',
    source: `operator: btf_free_id() moved from the last put to ${BTF}: btf_module_notify()`,
    kernel: '6.9',
  },
  'prog-holds-no-btf': {
    description: 'A program takes no reference to the BTF object that it is attached to.',
    source: `operator: get dropped in ${SYSCALL}: bpf_prog_load()`,
  },
  'failed-prog-load-leaks-btf': {
    description: 'PROG_LOAD that fails in the verifier keeps the BTF object.',
    source: `operator: put dropped on an error path of ${SYSCALL}: bpf_prog_load()`,
    kernel: 'v12',
  },
  'prog-leaks-btf': {
    description: 'The free of a program does not put its BTF object.',
    source: `operator: put dropped in ${SYSCALL}: __bpf_prog_put_noref()`,
    kernel: '6.9',
  },
  'btf-by-id-takes-no-ref': {
    description: 'BTF_GET_FD_BY_ID opens a descriptor without a reference of its own.',
    source: `operator: get dropped in ${BTF}: btf_get_fd_by_id()`,
  },
  'verifier-finds-in-vmlinux': {
    description: 'PROG_LOAD looks for the type in the BTF of vmlinux, whichever was given.',
    source: `changelog v7 to v8: check_struct_ops_btf_id() used btf_vmlinux; ${VERIFIER}`,
  },
  'types-lost-on-growth': {
    description: 'The table of types forgets the old ones when it grows.',
    source: `operator: copy dropped in ${BTF}: btf_add_struct_ops()`,
  },
  'table-does-not-grow': {
    description: 'The fifth type of a BTF object is refused.',
    source: `${BTF}: btf_add_struct_ops(), without krealloc()`,
  },
  'table-moves-under-maps': {
    description: 'A table of types that grows moves, and the maps that were there go on using the old memory.',
    source: `${STRUCT_OPS}: st_map->st_ops_desc of 6.12, and krealloc() in ${BTF}: btf_add_struct_ops()`,
  },
} as const satisfies Defects;
