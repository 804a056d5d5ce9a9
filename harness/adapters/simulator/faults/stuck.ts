// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Defects that leave a lock held, so that a later operation, or the reset, never returns.
import { type Defects, MODULE, STRUCT_OPS } from './fault';

const dropped = 'operator: mutex_unlock() dropped in';

export const STUCK_FAULTS = {
  'update-keeps-lock': {
    description: 'UPDATE that succeeds does not unlock the map, so that the next one of it never returns.',
    source: `${dropped} ${STRUCT_OPS}: bpf_struct_ops_map_update_elem()`,
  },
  'link-update-keeps-mutex': {
    description: 'LINK_UPDATE does not unlock update_mutex, so that no other link is made, updated or detached.',
    source: `${dropped} ${STRUCT_OPS}: bpf_struct_ops_map_link_update()`,
  },
  'load-again-keeps-mutex': {
    description:
      'A load that finds the module there does not unlock module_mutex, so that no other load or unload returns.',
    source: `${dropped} ${MODULE}: add_unformed_module(), on an error path`,
  },
} as const satisfies Defects;
