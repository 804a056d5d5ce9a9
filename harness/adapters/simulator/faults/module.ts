// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Defects of modules and of the references to them.
import { type Defects, MODULE, STRUCT_OPS, VERIFIER } from './fault';

export const MODULE_FAULTS = {
  'map-does-not-hold-module': {
    description: 'A map takes no reference to the module of its type.',
    source: `${STRUCT_OPS}: bpf_struct_ops_map_alloc(), before e3f87fdfed7b; changelog v3 to v4: st_maps hold their modules`,
  },
  'module-put-without-get': {
    description: 'MAP_CREATE takes no reference to the module, and the free of the map puts one all the same.',
    source: `operator: get dropped in ${STRUCT_OPS}: bpf_struct_ops_map_alloc()`,
  },
  'freed-map-keeps-module': {
    description: 'The free of a map does not put the module.',
    source: `operator: put dropped in ${STRUCT_OPS}: bpf_struct_ops_map_free()`,
  },
  'module-put-twice': {
    description: 'The free of a map puts the module twice.',
    source: `operator: put doubled in ${STRUCT_OPS}: bpf_struct_ops_map_free()`,
  },
  'delete-puts-module': {
    description: 'DELETE lets the module go, and the free of the map no more.',
    source: `operator: release moved from ${STRUCT_OPS}: bpf_struct_ops_map_free() to bpf_struct_ops_map_delete_elem()`,
  },
  'detach-puts-module': {
    description: 'LINK_DETACH puts the module of the map, and the free of the map does it again.',
    source: `operator: release copied from ${STRUCT_OPS}: bpf_struct_ops_map_free() to bpf_struct_ops_map_link_detach()`,
  },
  'link-update-puts-module': {
    description: 'LINK_UPDATE puts the module of the old map, as if its reference had become that of the new one.',
    source: `review of v13 of e3f87fdfed7b: a comment in ${STRUCT_OPS}: bpf_struct_ops_map_link_update() said so`,
  },
  'unknown-type-keeps-module': {
    description: 'MAP_CREATE with a type that is not registered keeps the module.',
    source: `operator: put dropped on an error path of ${STRUCT_OPS}: bpf_struct_ops_map_alloc()`,
  },
  'value-size-keeps-module': {
    description: 'MAP_CREATE with a wrong value_size keeps the module.',
    source: `operator: put dropped on an error path of ${STRUCT_OPS}: bpf_struct_ops_map_alloc()`,
  },
  'bad-name-keeps-module': {
    description: 'MAP_CREATE with a bad map_name forgets the map, and so keeps the module.',
    source: 'operator: put dropped on an error path of kernel/bpf/syscall.c: map_create()',
  },
  'bad-user-btf-keeps-module': {
    description: 'MAP_CREATE with a bad btf_fd forgets the map, and so keeps the module.',
    source: 'operator: put dropped on an error path of kernel/bpf/syscall.c: map_create()',
  },
  'prog-load-keeps-module': {
    description: 'PROG_LOAD that succeeds does not put the module that it held while it verified.',
    source: `operator: put dropped in ${VERIFIER}: bpf_check()`,
  },
  'failed-prog-load-keeps-module': {
    description: 'PROG_LOAD that fails does not put the module that it held while it verified.',
    source: `operator: put dropped on the error path of ${VERIFIER}: bpf_check()`,
  },
  'unload-ignores-refcnt': {
    description: 'delete_module() removes a module that is in use.',
    source: `${MODULE}: try_stop_module(), as if it were forced`,
  },
  'unload-in-use-ebusy': {
    description: 'delete_module() of a module in use says -EBUSY.',
    source: `operator: -EWOULDBLOCK and -EBUSY swapped in ${MODULE}: SYSCALL_DEFINE2(delete_module)`,
  },
  'unload-needs-no-cap': {
    description: 'delete_module() asks for no capability.',
    source: `operator: check dropped in ${MODULE}: SYSCALL_DEFINE2(delete_module)`,
  },
  'load-needs-no-cap': {
    description: 'finit_module() asks for no capability.',
    source: `operator: check dropped in ${MODULE}: may_init_module()`,
  },
  'load-flags-ignored': {
    description: 'finit_module() takes flags that it does not know.',
    source: `operator: check dropped in ${MODULE}: SYSCALL_DEFINE3(finit_module)`,
  },
  'load-again-ebusy': {
    description: 'finit_module() of a module that is loaded says -EBUSY.',
    source: `operator: -EEXIST and -EBUSY swapped in ${MODULE}: module_patient_check_exists()`,
  },
  'positive-init-fails': {
    description: 'A module whose init returns a positive number is taken down.',
    source: `operator: ret < 0 becomes ret != 0 in ${MODULE}: do_init_module()`,
  },
  'failed-init-keeps-module': {
    description: 'A module whose init failed stays in the list of modules.',
    source: `${MODULE}: free_module(), not reached from do_init_module()`,
  },
  'failed-init-keeps-btf': {
    description: 'The BTF object of a module whose init failed stays.',
    source: `${MODULE}: the GOING notifiers, not called from do_init_module()`,
  },
  'failed-init-is-einval': {
    description: 'finit_module() says -EINVAL whatever init returned.',
    source: `operator: errno lost in ${MODULE}: do_init_module()`,
  },
  'init-eexist-kept': {
    description: "finit_module() passes on init's -EEXIST, as if the module were there already.",
    source: `${MODULE}: do_init_module(), before 743f8cae549a`,
    kernel: '7.2',
  },
} as const satisfies Defects;
