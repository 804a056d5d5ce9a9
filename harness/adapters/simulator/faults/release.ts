// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Defects of what is put off until the last reference to a map is gone.
import { type Defects, STRUCT_OPS, SYSCALL } from './fault';

export const RELEASE_FAULTS = {
  'freed-map-reads-type': {
    description: 'The free of a map reads the type after it has let go of the module, which may be gone by then.',
    source: `${STRUCT_OPS}: bpf_struct_ops_map_put_progs(), before v16 counted the links`,
  },
  'freed-map-keeps-id': {
    description: 'The id of a map stays after the map.',
    source: `operator: bpf_map_free_id() dropped in ${SYSCALL}: bpf_map_put()`,
  },
  'freed-link-keeps-id': {
    description: 'The id of a link stays after the link.',
    source: `operator: bpf_link_free_id() dropped in ${SYSCALL}: bpf_link_free()`,
  },
  'close-unregisters': {
    description: 'The last close of a registered map without BPF_F_LINK unregisters and frees it.',
    source: `operator: reference of the registration counted as one of the user's in ${SYSCALL}: bpf_map_put_with_uref()`,
  },
  'worker-never-runs': {
    description: 'The worker that frees a map is not queued.',
    source: `operator: queue_work() dropped in ${SYSCALL}: bpf_map_put()`,
  },
  'progs-put-twice': {
    description: 'The free of a map puts its programs once by their links and once more.',
    source: `operator: put doubled in ${STRUCT_OPS}: bpf_struct_ops_map_put_progs()`,
  },
} as const satisfies Defects;
