/* SPDX-License-Identifier: GPL-2.0 */
#ifndef AGENT_BPF_H
#define AGENT_BPF_H

#include <stdbool.h>
#include <stddef.h>

#include "attr.h"

enum attr_shape { ATTR_EXACT, ATTR_TAIL, ATTR_LONG };

/* What the system call returned, or -errno. */
long bpf_call(int command, union attr *attr);
/*
 * The same with a bad byte in or behind the kernel's union bpf_attr, which has `union_size` bytes.
 */
long bpf_call_shaped(int command, union attr *attr, enum attr_shape shape, size_t union_size);

/* Between the two, this process has no effective capability. */
void caps_read(void);
void caps_drop(void);
void caps_restore(void);
/* Whether this process had the capability when they were read. */
bool caps_have(unsigned int capability);

#endif
