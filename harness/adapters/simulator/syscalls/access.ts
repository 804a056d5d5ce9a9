// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The modes that a descriptor can be asked for with.
import { type Mode } from '../kernel/file';

/** bpf_get_file_flag(): undefined for both of BPF_F_RDONLY and BPF_F_WRONLY. */
export const fileFlag = (mode: Mode | 'both'): Mode | undefined => (mode === 'both' ? undefined : mode);
