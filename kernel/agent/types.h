/* SPDX-License-Identifier: GPL-2.0 */
#ifndef AGENT_TYPES_H
#define AGENT_TYPES_H

#include "btf.h"
#include "op.h"

/* Where a BTF object describes a struct_ops type; ids are 0 when it does not. */
struct ops_type {
	struct btf *btf;
	uint32_t ops_id, value_id;
};

/*
 * The type that `name` means in the BTF that the argument `btf` names; btf is NULL when that is no
 * kernel BTF.
 */
struct ops_type op_type(struct op *op, const char *type);

/* A struct that is no struct_ops type. */
uint32_t unregistered_type(void);

#endif
