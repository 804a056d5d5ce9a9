// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Operations on struct_ops links.
import { bpfCommand, choice, fd, number, optionalFd, privileged } from '../vocabulary/parameter';
import { defineOperation } from '../vocabulary/operation';

export const linkCreate = defineOperation({
  op: 'link.create',
  binds: 'link',
  positional: ['map'],
  parameters: {
    map: fd('map'),
    /** attach_type: BPF_STRUCT_OPS, another kind of link (BPF_CGROUP_INET_INGRESS), one past the last. */
    attach: choice('struct_ops', 'other', 'past_end'),
    /** target_fd and flags of the command, which struct_ops links ignore. */
    target: number(0, 77),
    flags: number(0, 255),
    ...bpfCommand,
    ...privileged,
  },
  summary: 'Register a READY map through a link (BPF_LINK_CREATE).',
  kernel: 'kernel/bpf/bpf_struct_ops.c: bpf_struct_ops_link_create()',
});

export const linkUpdate = defineOperation({
  op: 'link.update',
  positional: ['link', 'map'],
  parameters: {
    link: fd('link'),
    map: fd('map'),
    /** old_map_fd. */
    old: optionalFd('map'),
    /** BPF_F_REPLACE, and a bit that no kernel knows. */
    flags: choice('none', 'replace', 'unknown'),
    ...bpfCommand,
  },
  summary: 'Put another map of the same type behind a link (BPF_LINK_UPDATE).',
  kernel: 'kernel/bpf/syscall.c: link_update_map(), kernel/bpf/bpf_struct_ops.c: bpf_struct_ops_map_link_update()',
});

export const linkDetach = defineOperation({
  op: 'link.detach',
  positional: ['link'],
  parameters: { link: fd('link'), ...bpfCommand, ...privileged },
  summary: 'Unregister what the link registered; the link itself stays (BPF_LINK_DETACH).',
  kernel: 'kernel/bpf/bpf_struct_ops.c: bpf_struct_ops_map_link_detach()',
});

export const linkPoll = defineOperation({
  op: 'link.poll',
  positional: ['link'],
  parameters: { link: fd('link') },
  summary: 'poll(2) the link without waiting; tells whether EPOLLHUP is up.',
  kernel: 'kernel/bpf/bpf_struct_ops.c: bpf_struct_ops_map_link_poll()',
});
