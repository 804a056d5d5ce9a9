// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Operations on BTF objects.
import { MODULES } from '../types/catalogue';
import { bpfCommand, choice, privileged } from '../vocabulary/parameter';
import { defineOperation } from '../vocabulary/operation';

export const btfOpen = defineOperation({
  op: 'btf.open',
  binds: 'btf',
  positional: ['name'],
  parameters: { name: choice(...MODULES, 'vmlinux') },
  summary:
    'Find a kernel BTF object by name among the visible ids and open it, that of the lowest id; -ENOENT when none has the name.',
  kernel: 'kernel/bpf/syscall.c: bpf_obj_get_next_id(), kernel/bpf/btf.c: btf_get_fd_by_id()',
});

export const btfLoad = defineOperation({
  op: 'btf.load',
  binds: 'btf',
  positional: [],
  parameters: { ...bpfCommand, ...privileged },
  summary: 'Load a small BTF object of our own, as programs and maps bring along (BPF_BTF_LOAD).',
  kernel: 'kernel/bpf/btf.c: btf_new_fd()',
});

export const btfList = defineOperation({
  op: 'btf.list',
  positional: [],
  parameters: {},
  summary: "List the visible BTF objects of the suite's modules as [name, id], by ascending id.",
  kernel: 'kernel/bpf/syscall.c: bpf_obj_get_next_id()',
});
