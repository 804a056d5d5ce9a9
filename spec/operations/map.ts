// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Operations on maps of type BPF_MAP_TYPE_STRUCT_OPS.
import { TYPE_NAMES } from '../types/catalogue';
import { bpfCommand, choice, fd, flag, members, number, optionalFd, privileged } from '../vocabulary/parameter';
import { defineOperation } from '../vocabulary/operation';

export const mapCreate = defineOperation({
  op: 'map.create',
  binds: 'map',
  positional: ['btf', 'type'],
  parameters: {
    /** value_type_btf_obj_fd, and BPF_F_VTYPE_BTF_OBJ_FD with it; `none` means vmlinux. */
    btf: optionalFd('btf'),
    /** Whose value struct btf_vmlinux_value_type_id names, in the BTF of `btf`; 1 when it has none. */
    type: choice(...TYPE_NAMES),
    /** BPF_F_LINK. */
    link: flag,
    /** Whether BPF_F_VTYPE_BTF_OBJ_FD is set: when a BTF is given and there is the flag, or against what `btf` says. */
    vtype: choice('auto', 'off', 'on'),
    /** What btf_vmlinux_value_type_id holds: the value struct's id, the ops struct's, that of a struct of no type, 0. */
    id: choice('value', 'ops', 'unregistered', 'zero'),
    /** Added to the right value_size. */
    sizeDelta: number(0, -1, 1, 64),
    keySize: number(4, 0, 8),
    maxEntries: number(1, 0, 2),
    /** Further map_flags: BPF_F_RDONLY, BPF_F_NO_PREALLOC, both of RDONLY and WRONLY. */
    flags: number(0, 1, 8, 24),
    /** map_type; 9999 is no map type at all. */
    mapType: number(26, 9999),
    mapExtra: number(0, 1),
    ifindex: number(0, 1),
    keyTypeId: number(0, 1),
    /** btf_fd: a BTF of the user's own. `none` stands for one that the implementation keeps open for the purpose. */
    user: optionalFd('btf'),
    /** map_name: a good one, one with an illegal character, one without a final NUL. */
    label: choice('good', 'bad', 'unterminated'),
    /** BPF_F_TOKEN_FD with a descriptor that is closed. */
    badToken: flag,
    ...bpfCommand,
    ...privileged,
  },
  summary: 'Create a struct_ops map of a registered type (BPF_MAP_CREATE); it holds the module of the type.',
  kernel: 'kernel/bpf/syscall.c: map_create(), kernel/bpf/bpf_struct_ops.c: bpf_struct_ops_map_alloc()',
});

const key = number(0, 1, 4294967295);
/** Which pointer of the command is bad. */
const fault = choice('none', 'key', 'value');

export const mapLookup = defineOperation({
  op: 'map.lookup',
  positional: ['map'],
  parameters: { map: fd('map'), key, flags: number(0, 1, 4), fault, ...bpfCommand },
  summary: 'Read the value: state, refcnt, and its members that are not zero (a program member reads as a program id).',
  kernel: 'kernel/bpf/syscall.c: map_lookup_elem(), kernel/bpf/bpf_struct_ops.c: bpf_struct_ops_map_sys_lookup_elem()',
});

export const mapUpdate = defineOperation({
  op: 'map.update',
  positional: ['map'],
  parameters: {
    map: fd('map'),
    value: members,
    key,
    flags: number(0, 1, 2, 4),
    /** common.state and common.refcnt of the value. */
    state: number(0, 1),
    refcnt: number(0, 1),
    /** Where a non-zero byte lies that no member covers: between common and data, inside data, or after data. */
    hole: choice('none', 'common', 'data', 'after'),
    fault,
    ...bpfCommand,
    ...privileged,
  },
  summary: 'Fill the map; without BPF_F_LINK this registers it (BPF_MAP_UPDATE_ELEM).',
  kernel: 'kernel/bpf/syscall.c: map_update_elem(), kernel/bpf/bpf_struct_ops.c: bpf_struct_ops_map_update_elem()',
});

export const mapDelete = defineOperation({
  op: 'map.delete',
  positional: ['map'],
  parameters: { map: fd('map'), key, flags: number(0, 1), fault: choice('none', 'key'), ...bpfCommand, ...privileged },
  summary: 'Unregister a map without BPF_F_LINK (BPF_MAP_DELETE_ELEM).',
  kernel: 'kernel/bpf/syscall.c: map_delete_elem(), kernel/bpf/bpf_struct_ops.c: bpf_struct_ops_map_delete_elem()',
});

export const mapNextKey = defineOperation({
  op: 'map.next_key',
  positional: ['map'],
  parameters: {
    map: fd('map'),
    key: choice('null', 'zero', 'other'),
    fault: choice('none', 'key', 'value'),
    ...bpfCommand,
  },
  summary: 'BPF_MAP_GET_NEXT_KEY; tells the next key.',
  kernel: 'kernel/bpf/bpf_struct_ops.c: bpf_struct_ops_map_get_next_key()',
});

export const mapFreeze = defineOperation({
  op: 'map.freeze',
  positional: ['map'],
  parameters: { map: fd('map'), ...bpfCommand },
  summary: 'BPF_MAP_FREEZE, which struct_ops maps do not have.',
  kernel: 'kernel/bpf/syscall.c: map_freeze()',
});

export const mapBatch = defineOperation({
  op: 'map.batch',
  positional: ['map', 'verb'],
  parameters: {
    map: fd('map'),
    verb: choice('lookup', 'update', 'delete', 'lookup_and_delete', 'lookup_and_delete_elem'),
  },
  summary: 'A batch command, or BPF_MAP_LOOKUP_AND_DELETE_ELEM; struct_ops maps have none of them.',
  kernel: 'kernel/bpf/syscall.c: bpf_map_do_batch(), map_lookup_and_delete_elem()',
});

export const mapMmap = defineOperation({
  op: 'map.mmap',
  positional: ['map'],
  parameters: { map: fd('map') },
  summary: 'mmap(2) of the map.',
  kernel: 'kernel/bpf/syscall.c: bpf_map_mmap()',
});

export const mapNest = defineOperation({
  op: 'map.nest',
  positional: ['map'],
  parameters: { map: fd('map') },
  summary: 'Create an array of maps with this map as inner map.',
  kernel: 'kernel/bpf/map_in_map.c: bpf_map_meta_alloc()',
});
