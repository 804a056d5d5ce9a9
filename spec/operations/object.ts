// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Operations that every kind of object shares: descriptors, pins, ids, info.
import { bpfCommand, choice, fd, handle, path, privileged } from '../vocabulary/parameter';
import { defineOperation } from '../vocabulary/operation';

/** Open for reading and writing, reading only (BPF_F_RDONLY), writing only (BPF_F_WRONLY), or with both flags. */
const mode = choice('rw', 'ro', 'wo', 'both');

export const fdClose = defineOperation({
  op: 'fd.close',
  positional: ['fd'],
  parameters: { fd: fd('any') },
  summary: 'close(2). The last close of an attached link unregisters before it returns.',
  kernel: 'kernel/bpf/syscall.c: bpf_map_release(), bpf_link_release()',
});

export const fdDup = defineOperation({
  op: 'fd.dup',
  binds: 'same',
  positional: ['fd'],
  parameters: { fd: fd('any') },
  summary: 'dup(2).',
  kernel: 'fs/file.c: SYSCALL_DEFINE1(dup)',
});

export const pinCreate = defineOperation({
  op: 'pin.create',
  positional: ['fd', 'path'],
  parameters: { fd: fd('any'), path, ...bpfCommand },
  summary: 'BPF_OBJ_PIN; BTF objects cannot be pinned.',
  kernel: 'kernel/bpf/inode.c: bpf_obj_pin_user()',
});

export const pinGet = defineOperation({
  op: 'pin.get',
  binds: 'same',
  positional: ['path'],
  parameters: { path, mode, ...bpfCommand },
  summary: 'BPF_OBJ_GET.',
  kernel: 'kernel/bpf/inode.c: bpf_obj_get_user()',
});

export const pinRemove = defineOperation({
  op: 'pin.remove',
  positional: ['path'],
  parameters: { path },
  summary: 'Unlink a pin. The reference it held is dropped when the inode is evicted, perhaps after the return.',
  kernel: 'kernel/bpf/inode.c: bpf_free_inode()',
});

export const pinRead = defineOperation({
  op: 'pin.read',
  positional: ['path'],
  parameters: { path },
  summary: "Read a pinned map's file, as cat does; tells the state and refcnt that it shows.",
  kernel: 'kernel/bpf/bpf_struct_ops.c: bpf_struct_ops_map_seq_show_elem()',
});

export const objectById = defineOperation({
  op: 'object.by_id',
  binds: 'same',
  positional: ['of'],
  parameters: { of: handle, mode, ...bpfCommand, ...privileged },
  summary: 'BPF_*_GET_FD_BY_ID with the id that the object of a map, link or BTF handle had when it was bound.',
  kernel: 'kernel/bpf/syscall.c: bpf_map_get_fd_by_id(), bpf_link_get_fd_by_id(), kernel/bpf/btf.c: btf_get_fd_by_id()',
});

export const objectInfo = defineOperation({
  op: 'object.info',
  positional: ['fd'],
  parameters: {
    fd: fd('any'),
    /** info_len: what the kernel knows, or longer with a tail of zeros, or with a tail that is not zero. */
    size: choice('exact', 'long_zero', 'long_nonzero'),
    ...bpfCommand,
    ...privileged,
  },
  summary: 'BPF_OBJ_GET_INFO_BY_FD on a map, link, program or BTF.',
  kernel: 'kernel/bpf/syscall.c: bpf_obj_get_info_by_fd()',
});
