// SPDX-License-Identifier: GPL-2.0
/* From the names of types that programs use to the ids of BTF. */
#include "types.h"

#include <string.h>

#include "btf_store.h"

static const char *const suite_types[] = { "plain", "fixed", "asked", "owned", "holed", "skew" };

static const char *struct_name(struct op *op, const char *type)
{
	size_t i;

	for (i = 0; i < sizeof(suite_types) / sizeof(suite_types[0]); i++)
		if (!strcmp(type, suite_types[i]))
			return arena_printf(op->arena, "soc_%s_ops", type);
	return type;
}

static struct btf *named_btf(struct op *op)
{
	struct handle target = op_target(op, "btf", "none");

	if (target.fd == 0)
		return btf_vmlinux();
	return target.kind == OBJECT_BTF ? btf_of_fd(target.fd, target.id) : NULL;
}

struct ops_type op_type(struct op *op, const char *type)
{
	struct ops_type found = { .btf = named_btf(op) };
	const char *name;

	if (!found.btf)
		return found;
	name = struct_name(op, type);
	found.ops_id = btf_find(found.btf, BTF_KIND_STRUCT, name);
	if (found.ops_id)
		found.value_id =
			btf_find(found.btf, BTF_KIND_STRUCT,
				 arena_printf(op->arena, "bpf_struct_ops_%s", name));
	return found;
}

uint32_t unregistered_type(void)
{
	return btf_find(btf_vmlinux(), BTF_KIND_STRUCT, "list_head");
}
