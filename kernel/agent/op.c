// SPDX-License-Identifier: GPL-2.0
/* Making the call that an operation stands for, and keeping what it returns. */
#include "op.h"

#include <stdarg.h>
#include <stdio.h>

#include "object.h"

void op_fail(struct op *op, const char *format, ...)
{
	char text[256];
	va_list args;

	if (op->error)
		return;
	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	op->error = arena_printf(&op->agent->arena, "%s", text);
}

bool op_unprivileged(struct op *op)
{
	static const char *const words[] = { "all", "none", NULL };

	return op_choice(op, "caps", words) == 1;
}

long op_bpf(struct op *op, int command, union attr *attr)
{
	static const char *const shapes[] = { "exact", "tail", "long", NULL };
	enum attr_shape shape = op_choice(op, "attr", shapes);
	bool unprivileged = op_unprivileged(op);

	if (op->error)
		return op->ret = 0;
	if (unprivileged)
		caps_drop();
	op->ret = bpf_call_shaped(command, attr, shape, op->agent->attr_size);
	if (unprivileged)
		caps_restore();
	return op->ret;
}

void op_bind(struct op *op, enum object_kind kind)
{
	struct traces *traces = &op->agent->traces;
	struct handle *handle;
	int fd = op->ret;

	if (op->error || fd < RESERVED_FDS)
		return;
	if (kind == OBJECT_NONE)
		kind = object_kind(fd);
	handle = handles_bind(&op->agent->handles, op->result, fd, kind, object_id(fd, kind));
	traces->made_maps |= kind == OBJECT_MAP;
	traces->made_links |= kind == OBJECT_LINK;
	op->ret = 0;
	text_printf(op->value, "{\"id\":%u}", handle->id);
}
