// SPDX-License-Identifier: GPL-2.0
/* link.*: creating, updating, detaching, polling. */
#include <errno.h>
#include <poll.h>

#include "btf_store.h"
#include "op.h"
#include "ops.h"

#define UNKNOWN_FLAG	     (1u << 30)
#define PAST_ANY_ATTACH_TYPE 0xffff

static uint32_t attach_type(struct op *op)
{
	static const char *const words[] = { "struct_ops", "other", "past_end", NULL };
	int64_t past_end;

	switch (op_choice(op, "attach", words)) {
	case 0:
		return STRUCT_OPS_ATTACH;
	case 1:
		return BPF_CGROUP_INET_INGRESS;
	default:
		past_end = btf_enumerator(btf_vmlinux(),
					  btf_find(btf_vmlinux(), BTF_KIND_ENUM, "bpf_attach_type"),
					  "__MAX_BPF_ATTACH_TYPE");
		return past_end < 0 ? PAST_ANY_ATTACH_TYPE : past_end;
	}
}

void op_link_create(struct op *op)
{
	union attr attr = {
		.link_create = {
			.map_fd = op_fd(op, "map", "closed"),
			.target_fd = op_number(op, "target", 0),
			.attach_type = attach_type(op),
			.flags = op_number(op, "flags", 0),
		},
	};

	op_bpf(op, BPF_LINK_CREATE, &attr);
	op_bind(op, OBJECT_LINK);
}

void op_link_update(struct op *op)
{
	static const char *const words[] = { "none", "replace", "unknown", NULL };
	static const uint32_t flags[] = { 0, LINK_REPLACE, UNKNOWN_FLAG };
	union attr attr = {
		.link_update = {
			.link_fd = op_fd(op, "link", "closed"),
			.new_map_fd = op_fd(op, "map", "closed"),
			.old_map_fd = op_fd(op, "old", "none"),
			.flags = flags[op_choice(op, "flags", words)],
		},
	};

	op_bpf(op, BPF_LINK_UPDATE, &attr);
}

void op_link_detach(struct op *op)
{
	union attr attr = { .link_fd = op_fd(op, "link", "closed") };

	op_bpf(op, BPF_LINK_DETACH, &attr);
}

void op_link_poll(struct op *op)
{
	struct pollfd link = { .fd = op_fd(op, "link", "closed"), .events = POLLIN };
	int ret;

	op_begin(op);
	ret = poll(&link, 1, 0);
	op_end(op);
	if (ret < 0) {
		op->ret = -errno;
		return;
	}
	if (link.revents & POLLNVAL) {
		op->ret = -EBADF;
		return;
	}
	op->ret = 0;
	text_printf(op->value, "{\"hup\":%s}", link.revents & POLLHUP ? "true" : "false");
}
