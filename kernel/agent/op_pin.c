// SPDX-License-Identifier: GPL-2.0
/* pin.*: names in bpffs. */
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "object.h"
#include "op.h"
#include "op_mode.h"
#include "ops.h"

#define STATE_PREFIX "BPF_STRUCT_OPS_STATE_"

void op_pin_create(struct op *op)
{
	union attr attr = {
		.obj = { .path = attr_pointer(op_path(op, "path")),
			 .fd = op_fd(op, "fd", "closed") },
	};

	if (!op_bpf(op, BPF_OBJ_PIN, &attr))
		op->traces->made_pins = true;
}

void op_pin_get(struct op *op)
{
	union attr attr = { .obj = { .path = attr_pointer(op_path(op, "path")),
				     .flags = op_open_flags(op) } };

	op_bpf(op, BPF_OBJ_GET, &attr);
	op_bind(op, OBJECT_NONE);
}

void op_pin_remove(struct op *op)
{
	const char *path = op_path(op, "path");

	if (!path)
		return;
	op_begin(op);
	op->ret = unlink(path) ? -errno : 0;
	op_end(op);
}

/*
 * "# WARNING ..." and then a line as {{{{1,},},BPF_STRUCT_OPS_STATE_INUSE,},{...},}: the first
 * number is the count of references. A state that the kernel does not print is reported as what
 * stands there.
 */
static void tell_shown(struct op *op, const char *shown)
{
	const char *line = shown[0] == '{' ? shown : strstr(shown, "\n{"), *state, *number;
	size_t length = 0;

	if (!line) {
		text_printf(op->value, "{\"state\":\"\",\"refcnt\":0}");
		return;
	}
	number = strpbrk(line, "0123456789");
	state = strstr(line, STATE_PREFIX);
	while (state && (isalnum((unsigned char)state[length]) || state[length] == '_'))
		length++;
	text_printf(op->value, "{\"state\":\"%.*s\",\"refcnt\":%d}", (int)length,
		    state ? state : "", number ? atoi(number) : 0);
}

void op_pin_read(struct op *op)
{
	const char *path = op_path(op, "path");
	char shown[8192];
	size_t length = 0;
	ssize_t got;
	int fd;

	if (!path)
		return;
	op_begin(op);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0) {
		op->ret = -errno;
		return op_end(op);
	}
	while ((got = read(fd, shown + length, sizeof(shown) - 1 - length)) > 0)
		length += got;
	op->ret = got < 0 ? -errno : 0;
	op_end(op);
	close(fd);
	shown[length] = '\0';
	if (!op->ret)
		tell_shown(op, shown);
}
