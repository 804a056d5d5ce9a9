// SPDX-License-Identifier: GPL-2.0
/* Making the call that an operation stands for, and keeping what it returns. */
#include "op.h"

#include <stdarg.h>
#include <stdio.h>

#include "leftovers.h"
#include "object.h"

struct op agent_op(struct agent *agent)
{
	return (struct op){
		.agent = agent,
		.arena = &agent->arena,
		.handles = &agent->handles,
		.traces = &agent->traces,
	};
}

void op_fail(struct op *op, const char *format, ...)
{
	char text[256];
	va_list args;

	if (op->error)
		return;
	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	op->error = arena_printf(op->arena, "%s", text);
}

void op_begin(struct op *op)
{
	if (op->ready)
		op->ready(op);
	op->ready = NULL;
	op->start = now_ns();
}

void op_end(struct op *op)
{
	op->end = now_ns();
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
	op_begin(op);
	op->ret = bpf_call_shaped(command, attr, shape, op->agent->attr_size);
	op_end(op);
	if (unprivileged)
		caps_restore();
	return op->ret;
}

static struct handle *bind_map(struct op *op, int fd)
{
	struct map_info info;
	struct handle *handle;

	object_map_info(fd, OBJECT_MAP, &info);
	handle = handles_bind(op->handles, op->result, fd, OBJECT_MAP, info.id);
	handle->shape = (struct map_shape){
		.type = info.type,
		.value_size = info.value_size,
		.btf = info.vmlinux_id,
		.value_type = info.vmlinux_value_type_id,
	};
	return handle;
}

void op_bind(struct op *op, enum object_kind kind)
{
	struct traces *traces = op->traces;
	struct handle *handle;
	int fd = op->ret;

	if (op->error || fd < RESERVED_FDS)
		return;
	if (kind == OBJECT_NONE)
		kind = object_kind(fd);
	if (kind == OBJECT_MAP)
		handle = bind_map(op, fd);
	else
		handle = handles_bind(op->handles, op->result, fd, kind, object_id(fd, kind));
	traces->made_maps |= kind == OBJECT_MAP;
	traces->made_links |= kind == OBJECT_LINK;
	op->ret = 0;
	text_printf(op->value, "{\"id\":");
	op_tell_id(op, kind, handle->id);
	text_add(op->value, "}", 1);
}

void op_tell_id(struct op *op, enum object_kind kind, uint32_t id)
{
	struct told_ids *ids = op->ids;
	size_t at = op->value->length;

	text_printf(op->value, "%u", id);
	if (ids && ids->count < MAX_TOLD_IDS)
		ids->list[ids->count++] = (struct told_id){
			.kind = kind, .id = id, .at = at, .length = op->value->length - at
		};
}
