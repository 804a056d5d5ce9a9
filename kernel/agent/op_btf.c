// SPDX-License-Identifier: GPL-2.0
/* btf.*: opening, loading, listing. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "object.h"
#include "op.h"
#include "ops.h"
#include "user_btf.h"

/* The next visible kernel BTF after `id`, open; -1 behind the last. */
static int next_kernel_btf(uint32_t *id, char *name, size_t room)
{
	while ((*id = object_next(OBJECT_BTF, *id))) {
		int fd = object_open(OBJECT_BTF, *id);
		struct btf_info info;

		if (fd < 0)
			continue;
		if (!object_btf_info(fd, &info, name, room) && info.kernel)
			return fd;
		close(fd);
	}
	return -1;
}

void op_btf_open(struct op *op)
{
	const char *wanted = op_word(op, "name", "");
	uint32_t id = 0;
	char name[64];
	int fd;

	op_begin(op);
	while ((fd = next_kernel_btf(&id, name, sizeof(name))) >= 0) {
		if (!strcmp(name, wanted)) {
			op->ret = fd;
			op_end(op);
			op_bind(op, OBJECT_BTF);
			return;
		}
		close(fd);
	}
	op->ret = -ENOENT;
	op_end(op);
}

void op_btf_load(struct op *op)
{
	union attr attr = { 0 };

	user_btf_attr(&attr);
	op_bpf(op, BPF_BTF_LOAD, &attr);
	op_bind(op, OBJECT_BTF);
}

void op_btf_list(struct op *op)
{
	uint32_t id = 0;
	char name[64];
	int fd, i;

	op->ret = 0;
	text_add(op->value, "[", 1);
	op_begin(op);
	while ((fd = next_kernel_btf(&id, name, sizeof(name))) >= 0) {
		close(fd);
		for (i = 0; i < MODULE_COUNT; i++) {
			if (strcmp(name, module_names[i]))
				continue;
			text_separate(op->value);
			text_printf(op->value, "[\"%s\",", name);
			op_tell_id(op, OBJECT_BTF, id);
			text_add(op->value, "]", 1);
		}
	}
	op_end(op);
	text_add(op->value, "]", 1);
}
