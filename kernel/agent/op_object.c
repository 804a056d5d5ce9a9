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
	struct handle *handle = handles_find(op->handles, name);
	int fd = handle ? handle->fd : CLOSED_FD;

	/* The others of a race go on using the number, and hear from the kernel that it is closed. */
	if (handle && handles_own(op->handles, handle))
		handle->fd = CLOSED_FD;
	op_begin(op);
	op->ret = close(fd) ? -errno : 0;
	op_end(op);
}

void op_fd_dup(struct op *op)
{
	/* Not op_target(): fcntl() has no field that "none" could leave 0. */
	const struct handle *of = handles_find(op->handles, op_word(op, "fd", "closed"));
	int fd;

	op_begin(op);
	fd = fcntl(of ? of->fd : CLOSED_FD, F_DUPFD_CLOEXEC, RESERVED_FDS);
	op->ret = fd < 0 ? -errno : fd;
	op_end(op);
	op_bind(op, of ? of->kind : OBJECT_NONE);
}

void op_object_by_id(struct op *op)
{
	const struct handle *of = handles_find(op->handles, op_word(op, "of", ""));
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

/* `before` and then the id. */
static void tell_id(struct op *op, const char *before, enum object_kind kind, uint32_t id)
{
	text_printf(op->value, "%s", before);
	op_tell_id(op, kind, id);
}

static void tell_map(struct op *op, const struct map_info *map)
{
	struct btf *btf = btf_of_id(map->vmlinux_id);
	const struct btf_type *type = btf ? btf_type(btf, map->vmlinux_value_type_id) : NULL;

	tell_id(op, "{\"kind\":\"map\",\"id\":", OBJECT_MAP, map->id);
	text_printf(op->value, ",\"type\":%u,\"flags\":%u,\"value_type\":", map->type, map->flags);
	text_quoted(op->value, type ? btf_text(btf, type->name_off) : "");
	tell_id(op, ",\"btf_vmlinux_id\":", OBJECT_BTF, map->vmlinux_id);
	tell_id(op, ",\"btf_id\":", OBJECT_BTF, map->btf_id);
}

static void tell_link(struct op *op, const struct link_info *link)
{
	tell_id(op, "{\"kind\":\"link\",\"id\":", OBJECT_LINK, link->id);
	text_printf(op->value, ",\"type\":%u", link->type);
	tell_id(op, ",\"map_id\":", OBJECT_MAP, link->map_id);
}

static void tell_prog(struct op *op, const struct bpf_prog_info *prog)
{
	tell_id(op, "{\"kind\":\"prog\",\"id\":", OBJECT_PROG, prog->id);
	text_printf(op->value, ",\"type\":%u", prog->type);
	tell_id(op, ",\"attach_btf_obj_id\":", OBJECT_BTF, prog->attach_btf_obj_id);
	text_printf(op->value, ",\"attach_btf_id\":%u", prog->attach_btf_id);
}

static void tell_btf(struct op *op, const struct btf_info *btf, const char *name)
{
	tell_id(op, "{\"kind\":\"btf\",\"id\":", OBJECT_BTF, btf->id);
	text_printf(op->value, ",\"name\":");
	text_quoted(op->value, name);
	text_printf(op->value, ",\"kernel\":%s", btf->kernel ? "true" : "false");
}

static void tell(struct op *op, enum object_kind kind, const void *info, const char *name)
{
	switch (kind) {
	case OBJECT_MAP:
		tell_map(op, info);
		break;
	case OBJECT_LINK:
		tell_link(op, info);
		break;
	case OBJECT_PROG:
		tell_prog(op, info);
		break;
	case OBJECT_BTF:
		tell_btf(op, info, name);
		break;
	default:
		return text_printf(op->value, "null");
	}
	text_add(op->value, "}", 1);
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
		tell(op, target.kind, info, name);
}
