/* SPDX-License-Identifier: GPL-2.0 */
#ifndef AGENT_OP_MODE_H
#define AGENT_OP_MODE_H

#include "op.h"

/* The flags for the argument `mode` of pin.get and object.by_id. */
static inline uint32_t op_open_flags(struct op *op)
{
	static const char *const modes[] = { "rw", "ro", "wo", "both", NULL };
	static const uint32_t flags[] = { 0, MAP_RDONLY, MAP_WRONLY, MAP_RDONLY | MAP_WRONLY };

	return flags[op_choice(op, "mode", modes)];
}

#endif
