/* SPDX-License-Identifier: GPL-2.0 */
#ifndef AGENT_BTF_STORE_H
#define AGENT_BTF_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "btf.h"

/* The running kernel's BTF, read once; an empty BTF when the kernel has none. */
struct btf *btf_vmlinux(void);
/* Whether it has any, and it could be read. */
bool btf_vmlinux_read(void);
/*
 * Kernel BTF by descriptor or by id; NULL when it is a user's, or unreadable. Parsed once for each
 * id.
 */
struct btf *btf_of_fd(int fd, uint32_t id);
struct btf *btf_of_id(uint32_t id);
/* Forgets all but vmlinux's. */
void btf_store_clear(void);

/* Bytes of a struct or union of the kernel; `fallback` when it is not described. */
size_t kernel_size(uint32_t kind, const char *name, size_t fallback);

#endif
