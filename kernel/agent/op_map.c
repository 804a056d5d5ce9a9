// SPDX-License-Identifier: GPL-2.0
/* map.create, and the commands that struct_ops maps do not have. */
#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "object.h"
#include "op.h"
#include "ops.h"
#include "types.h"

#define UNKNOWN_VALUE_SIZE 128

static uint32_t create_flags(struct op *op, int btf_fd)
{
	static const char *const vtypes[] = { "auto", "off", "on", NULL };
	int vtype = op_choice(op, "vtype", vtypes);
	uint32_t flags = op_number(op, "flags", 0);

	if (op_flag(op, "link"))
		flags |= MAP_LINK;
	if (vtype == 2 || (vtype == 0 && btf_fd))
		flags |= MAP_VTYPE_BTF_OBJ_FD;
	if (op_flag(op, "badToken"))
		flags |= MAP_TOKEN_FD;
	return flags;
}

static uint32_t value_type_id(struct op *op, const struct ops_type *type)
{
	static const char *const ids[] = { "value", "ops", "unregistered", "zero", NULL };

	switch (op_choice(op, "id", ids)) {
	case 1:
		return type->ops_id ? type->ops_id : 1;
	case 2:
		return type->btf ? unregistered_type() : 1;
	case 3:
		return 0;
	default:
		return type->value_id ? type->value_id : 1;
	}
}

static int user_btf(struct op *op)
{
	/* `none` stands for the agent's own. */
	return op_fd(op, "user", "none") ?: op->agent->user_btf;
}

void op_map_create(struct op *op)
{
	static const char *const labels[] = { "good", "bad", "unterminated", NULL };
	static const char names[][17] = { MAP_NAME, "soc-map", "soc_unterminated" };
	struct ops_type type = op_type(op, op_word(op, "type", ""));
	uint32_t size = type.value_id ? btf_size(type.btf, type.value_id) : UNKNOWN_VALUE_SIZE;
	int btf_fd = op_fd(op, "btf", "none");
	union attr attr = { 0 };

	attr.map_create = (struct map_create_attr){
		.type = op_number(op, "mapType", STRUCT_OPS_MAP),
		.key_size = op_number(op, "keySize", 4),
		.value_size = size + op_number(op, "sizeDelta", 0),
		.max_entries = op_number(op, "maxEntries", 1),
		.flags = create_flags(op, btf_fd),
		.ifindex = op_number(op, "ifindex", 0),
		.btf_fd = user_btf(op),
		.key_type_id = op_number(op, "keyTypeId", 0),
		.vmlinux_value_type_id = value_type_id(op, &type),
		.extra = op_number(op, "mapExtra", 0),
		.value_type_btf_obj_fd = btf_fd,
		.token_fd = op_flag(op, "badToken") ? CLOSED_FD : 0,
	};
	memcpy(attr.map_create.name, names[op_choice(op, "label", labels)],
	       sizeof(attr.map_create.name));
	op_bpf(op, BPF_MAP_CREATE, &attr);
	op_bind(op, OBJECT_MAP);
}

void op_map_freeze(struct op *op)
{
	union attr attr = { .elem = { .map_fd = op_fd(op, "map", "closed") } };

	op_bpf(op, BPF_MAP_FREEZE, &attr);
}

void op_map_batch(struct op *op)
{
	static const char *const verbs[] = {
		"lookup", "update", "delete", "lookup_and_delete", "lookup_and_delete_elem", NULL,
	};
	static const int commands[] = {
		BPF_MAP_LOOKUP_BATCH,		BPF_MAP_UPDATE_BATCH,
		BPF_MAP_DELETE_BATCH,		BPF_MAP_LOOKUP_AND_DELETE_BATCH,
		BPF_MAP_LOOKUP_AND_DELETE_ELEM,
	};
	int verb = op_choice(op, "verb", verbs), fd = op_fd(op, "map", "closed");
	uint8_t value[4096] = { 0 };
	uint32_t key = 0, cursor = 0;
	union attr attr = { 0 };

	if (commands[verb] == BPF_MAP_LOOKUP_AND_DELETE_ELEM)
		attr.elem = (struct map_elem_attr){
			.map_fd = fd,
			.key = attr_pointer(&key),
			.value = attr_pointer(value),
		};
	else
		attr.batch = (struct map_batch_attr){
			.map_fd = fd,
			.keys = attr_pointer(&key),
			.values = attr_pointer(value),
			.out_batch = attr_pointer(&cursor),
			.count = 1,
		};
	op_bpf(op, commands[verb], &attr);
}

void op_map_mmap(struct op *op)
{
	size_t size = sysconf(_SC_PAGESIZE);
	int fd = op_fd(op, "map", "closed");
	void *at;

	op_begin(op);
	at = mmap(NULL, size, PROT_READ, MAP_SHARED, fd, 0);
	op->ret = at == MAP_FAILED ? -errno : 0;
	op_end(op);
	if (at != MAP_FAILED)
		munmap(at, size);
}

void op_map_nest(struct op *op)
{
	union attr attr = {
		.map_create = {
			.type = BPF_MAP_TYPE_ARRAY_OF_MAPS,
			.key_size = 4,
			.value_size = 4,
			.max_entries = 1,
			.inner_map_fd = op_fd(op, "map", "closed"),
		},
	};

	if (op_bpf(op, BPF_MAP_CREATE, &attr) >= RESERVED_FDS) {
		close(op->ret);
		op->ret = 0;
	}
}
