// SPDX-License-Identifier: GPL-2.0
/* map.lookup, update, delete, next_key. */
#include <stdlib.h>
#include <string.h>

#include "op.h"
#include "ops.h"
#include "value.h"

static const char *const faults[] = { "none", "key", "value", NULL };
enum fault { FAULT_NONE, FAULT_KEY, FAULT_VALUE };

static union attr elem_attr(struct op *op, int fd, uint32_t *key, void *value)
{
	enum fault fault = op_choice(op, "fault", faults);
	union attr attr = { 0 };

	attr.elem = (struct map_elem_attr){
		.map_fd = fd,
		.key = attr_pointer(fault == FAULT_KEY ? BAD_POINTER : key),
		.value = attr_pointer(fault == FAULT_VALUE ? BAD_POINTER : value),
		.flags = op_number(op, "flags", 0),
	};
	return attr;
}

void op_map_lookup(struct op *op)
{
	struct handle map = op_target(op, "map", "closed");
	struct value_layout layout = value_layout(&map);
	uint8_t *value = arena_alloc(op->arena, layout.size);
	uint32_t key = op_number(op, "key", 0);
	union attr attr = elem_attr(op, map.fd, &key, value);

	if (!op_bpf(op, BPF_MAP_LOOKUP_ELEM, &attr))
		value_read(op->value, &layout, value);
}

void op_map_update(struct op *op)
{
	struct handle map = op_target(op, "map", "closed");
	struct value_layout layout = value_layout(&map);
	uint8_t *value = arena_alloc(op->arena, layout.size);
	uint32_t key = op_number(op, "key", 0);
	union attr attr = elem_attr(op, map.fd, &key, value);

	value_write(op, &layout, value);
	op_bpf(op, BPF_MAP_UPDATE_ELEM, &attr);
}

void op_map_delete(struct op *op)
{
	uint32_t key = op_number(op, "key", 0);
	union attr attr = elem_attr(op, op_fd(op, "map", "closed"), &key, NULL);

	op_bpf(op, BPF_MAP_DELETE_ELEM, &attr);
}

void op_map_next_key(struct op *op)
{
	static const char *const keys[] = { "null", "zero", "other", NULL };
	int which = op_choice(op, "key", keys);
	uint32_t key = which == 2 ? 7 : 0, next = UINT32_MAX;
	union attr attr = elem_attr(op, op_fd(op, "map", "closed"), which ? &key : NULL, &next);

	if (!op_bpf(op, BPF_MAP_GET_NEXT_KEY, &attr))
		text_printf(op->value, "{\"next\":%u}", next);
}
