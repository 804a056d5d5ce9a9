// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What a loader does in one go, through libbpf: only an implementation with such a tool has these operations.
import { TYPE_NAMES } from '../types/catalogue';
import { choice, flag, handle, number, path } from '../vocabulary/parameter';
import { defineOperation } from '../vocabulary/operation';

export const loaderRegister = defineOperation({
  op: 'loader.register',
  binds: 'map',
  positional: ['type'],
  parameters: {
    type: choice(...TYPE_NAMES),
    /** Whether the map has BPF_F_LINK, and is registered through a link. */
    link: flag,
    /** Where the link is pinned; a link without a path dies with the process. Maps without BPF_F_LINK ignore it. */
    path,
    /** Whether a program returning 0 stands behind `run`; tcp_congestion_ops has the three that it needs anyway. */
    run: flag,
    /** The value's `tag`, or the N of its name `soc_ccN`. */
    tag: number(1, 2),
  },
  summary:
    'A process of its own loads an object with one map, fills and registers it, and exits; the handle names the map, and no descriptor stays open.',
  kernel: 'tools/bpf/bpftool/struct_ops.c: do_register(), tools/lib/bpf/libbpf.c: bpf_map__attach_struct_ops()',
});

export const loaderUnregister = defineOperation({
  op: 'loader.unregister',
  positional: ['of'],
  parameters: { of: handle },
  summary: 'A process of its own opens a map by its id and deletes its element.',
  kernel: 'tools/bpf/bpftool/struct_ops.c: do_unregister()',
});
