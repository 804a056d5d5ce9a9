// SPDX-License-Identifier: GPL-2.0
/* fd.* and object.*: what every kind of object shares. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "btf_store.h"
#include "object.h"
#include "op.h"
#include "ops.h"
#include "op_mode.h"

#define INFO_ROOM 1024

void op_fd_close(struct op *op)
{
	const char *name = op_word(op, "fd", "closed");
	struct handle *handle = handles_find(&op->agent->handles, name);
	int fd = handle ? handle->fd : CLOSED_FD;

	if (handle)
		handle->fd = CLOSED_FD;
	op->ret = close(fd) ? -errno : 0;
}

void op_fd_dup(struct op *op)
{
	struct handle target = op_target(op, "fd", "closed");
	int fd = fcntl(target.fd, F_DUPFD_CLOEXEC, RESERVED_FDS);

	op->ret = fd < 0 ? -errno : fd;
	op_bind(op, target.kind);
}

void op_object_by_id(struct op *op)
{
	const struct handle *of = handles_find(&op->agent->handles, op_word(op, "of", ""));
	enum object_kind kind = of ? of->kind : OBJECT_NONE;
	union attr attr = { .id = { .id = of ? of->id : 0, .open_flags = op_open_flags(op) } };
	int command = BPF_MAP_GET_FD_BY_ID;

	if (kind == OBJECT_LINK) {
		command = BPF_LINK_GET_FD_BY_ID;
	} else if (kind == OBJECT_BTF) {
		command = BPF_BTF_GET_FD_BY_ID;
	} else if (kind != OBJECT_MAP) {
		kind = OBJECT_MAP;
		attr.id.id = 0;
	}
	op_bpf(op, command, &attr);
	op_bind(op, kind);
}

static size_t info_size(enum object_kind kind)
{
	switch (kind) {
	case OBJECT_BTF:
		return kernel_size(BTF_KIND_STRUCT, "bpf_btf_info", sizeof(struct btf_info));
	case OBJECT_PROG:
		return kernel_size(BTF_KIND_STRUCT, "bpf_prog_info", sizeof(struct bpf_prog_info));
	case OBJECT_LINK:
		return kernel_size(BTF_KIND_STRUCT, "bpf_link_info", sizeof(struct bpf_link_info));
	default:
		return kernel_size(BTF_KIND_STRUCT, "bpf_map_info", sizeof(struct map_info));
	}
}

static void tell_map(struct text *to, const struct map_info *map)
{
	struct btf *btf = btf_of_id(map->vmlinux_id);
	const struct btf_type *type = btf ? btf_type(btf, map->vmlinux_value_type_id) : NULL;

	text_printf(to,
		    "{\"kind\":\"map\",\"id\":%u,\"type\":%u,\"flags\":%u,\"value_type\":", map->id,
		    map->type, map->flags);
	text_quoted(to, type ? btf_text(btf, type->name_off) : "");
	text_printf(to, ",\"btf_vmlinux_id\":%u,\"btf_id\":%u}", map->vmlinux_id, map->btf_id);
}

static void tell(struct text *to, enum object_kind kind, const void *info, const char *name)
{
	const struct link_info *link = info;
	const struct bpf_prog_info *prog = info;
	const struct btf_info *btf = info;

	switch (kind) {
	case OBJECT_MAP:
		return tell_map(to, info);
	case OBJECT_LINK:
		return text_printf(to, "{\"kind\":\"link\",\"id\":%u,\"type\":%u,\"map_id\":%u}",
				   link->id, link->type, link->map_id);
	case OBJECT_PROG:
		return text_printf(to,
				   "{\"kind\":\"prog\",\"id\":%u,\"type\":%u,\"attach_btf_obj_id\":"
				   "%u,\"attach_btf_id\":%u}",
				   prog->id, prog->type, prog->attach_btf_obj_id,
				   prog->attach_btf_id);
	case OBJECT_BTF:
		text_printf(to, "{\"kind\":\"btf\",\"id\":%u,\"name\":", btf->id);
		text_quoted(to, name);
		return text_printf(to, ",\"kernel\":%s}", btf->kernel ? "true" : "false");
	default:
		return text_printf(to, "null");
	}
}

void op_object_info(struct op *op)
{
	static const char *const sizes[] = { "exact", "long_zero", "long_nonzero", NULL };
	int size = op_choice(op, "size", sizes);
	struct handle target = op_target(op, "fd", "closed");
	size_t length = info_size(target.kind);
	char name[64] = { 0 };
	uint64_t info[INFO_ROOM / sizeof(uint64_t)] = { 0 };
	union attr attr = {
		.info = { .fd = target.fd,
			  .length = length + (size ? 8 : 0),
			  .info = attr_pointer(info) },
	};

	if (target.kind == OBJECT_BTF) {
		((struct btf_info *)info)->name = attr_pointer(name);
		((struct btf_info *)info)->name_len = sizeof(name);
	}
	if (size == 2)
		((uint8_t *)info)[length + 7] = 1;
	if (!op_bpf(op, BPF_OBJ_GET_INFO_BY_FD, &attr))
		tell(op->value, target.kind, info, name);
}
