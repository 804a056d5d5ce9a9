// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Defects of MAP_CREATE.
import { type Defects, STRUCT_OPS, SYSCALL } from './fault';

const ALLOC = `${STRUCT_OPS}: bpf_struct_ops_map_alloc()`;
const ALLOC_CHECK = `${STRUCT_OPS}: bpf_struct_ops_map_alloc_check()`;

export const MAP_CREATE_FAULTS = {
  'find-arguments-swapped': {
    description: 'MAP_CREATE asks for the BTF object of a number instead of the number in the BTF object.',
    source: 'changelog v5 to v6: Correct the order of arguments of bpf_struct_ops_find()',
  },
  'create-finds-in-vmlinux': {
    description: 'MAP_CREATE looks for the type in the BTF of vmlinux, whichever was given.',
    source: `${ALLOC}, before 689423db3bda`,
  },
  'zero-fd-is-vmlinux': {
    description: 'MAP_CREATE takes descriptor 0 in value_type_btf_obj_fd for none.',
    source: `changelog v14 to v16: 0 is a valid descriptor; ${ALLOC}`,
  },
  'vmlinux-btf-accepted': {
    description: "MAP_CREATE takes a descriptor of vmlinux's BTF with BPF_F_VTYPE_BTF_OBJ_FD.",
    source: `review of v12 of fcc2c1fb0651; ${ALLOC}`,
  },
  'vmlinux-btf-refused': {
    description: "MAP_CREATE refuses a descriptor of vmlinux's BTF.",
    source: `${ALLOC}, as merged`,
    kernel: 'v12',
  },
  'vtype-flag-ignored': {
    description: 'value_type_btf_obj_fd counts without BPF_F_VTYPE_BTF_OBJ_FD.',
    source: `${ALLOC}, before v15`,
  },
  'ops-id-accepted': {
    description: 'MAP_CREATE finds a type by the number of the ops struct too.',
    source: `operator: bpf_struct_ops_find() for bpf_struct_ops_find_value() in ${ALLOC}`,
  },
  'value-size-first': {
    description: 'MAP_CREATE looks at value_size before it looks for the type.',
    source: `operator: checks swapped in ${ALLOC}`,
  },
  'value-size-unchecked': {
    description: 'MAP_CREATE takes any value_size.',
    source: `operator: check dropped in ${ALLOC}`,
  },
  'unknown-type-eopnotsupp': {
    description: 'MAP_CREATE of a type that is not registered says -EOPNOTSUPP.',
    source: `operator: -ENOTSUPP becomes -EOPNOTSUPP in ${ALLOC}`,
  },
  'capability-first': {
    description: 'MAP_CREATE asks for the capability before it checks the sizes.',
    source: `operator: checks swapped in ${SYSCALL}: map_create()`,
  },
  'create-needs-no-cap': {
    description: 'MAP_CREATE asks for no capability.',
    source: `operator: check dropped in ${SYSCALL}: map_create()`,
  },
  'key-size-unchecked': {
    description: 'MAP_CREATE takes any key_size.',
    source: `operator: check dropped in ${ALLOC_CHECK}`,
  },
  'max-entries-unchecked': {
    description: 'MAP_CREATE takes any max_entries.',
    source: `operator: check dropped in ${ALLOC_CHECK}`,
  },
  'map-flags-unchecked': {
    description: 'MAP_CREATE takes flags that mean nothing for this type.',
    source: `operator: check dropped in ${ALLOC_CHECK}`,
  },
  'map-extra-unchecked': {
    description: 'MAP_CREATE takes a map_extra.',
    source: `operator: check dropped in ${SYSCALL}: map_create()`,
  },
  'map-name-unchecked': {
    description: 'MAP_CREATE takes any map_name.',
    source: `operator: result of bpf_obj_name_cpy() ignored in ${SYSCALL}: map_create()`,
  },
  'user-btf-optional': {
    description: 'MAP_CREATE does without a btf_fd.',
    source: `operator: check dropped in ${SYSCALL}: map_create()`,
  },
  'kernel-btf-as-user-btf': {
    description: 'MAP_CREATE takes a BTF object of the kernel for that of the user.',
    source: `${SYSCALL}: map_create(), before 350a5c4dd245`,
  },
  'closed-btf-einval': {
    description: 'MAP_CREATE with a closed value_type_btf_obj_fd says -EINVAL.',
    source: `operator: -EBADF becomes -EINVAL in ${ALLOC}`,
  },
  'not-a-btf-ebadf': {
    description: 'MAP_CREATE with a value_type_btf_obj_fd of something else says -EBADF.',
    source: `operator: -EINVAL becomes -EBADF in ${ALLOC}`,
  },
  'user-btf-einval': {
    description: 'MAP_CREATE with a btf_fd of a kernel BTF says -EINVAL.',
    source: `operator: -EACCES becomes -EINVAL in ${SYSCALL}: map_create()`,
  },
} as const satisfies Defects;
