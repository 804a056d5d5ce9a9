/* SPDX-License-Identifier: GPL-2.0 */
#ifndef AGENT_VALUE_H
#define AGENT_VALUE_H

#include "btf.h"
#include "handles.h"
#include "op.h"

/* How the value of a struct_ops map is laid out: { common { refcnt, state }, data }, before 6.9 without common. */
struct value_layout {
	uint32_t size;
	/* NULL when the descriptor is no struct_ops map: then only the size is right. */
	struct btf *btf;
	/* The ops struct and where it starts. */
	uint32_t ops_id, ops_size, data;
};

struct value_layout value_layout(const struct handle *map);

/* Fills `bytes`, which has layout->size zeros, as the arguments of map.update say. */
void value_write(struct op *op, const struct value_layout *layout, uint8_t *bytes);
/* Tells state, refcnt and the members that are not zero. */
void value_read(struct text *to, const struct value_layout *layout, const uint8_t *bytes);

#endif
