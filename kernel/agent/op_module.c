// SPDX-License-Identifier: GPL-2.0
/* module.load and module.unload. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "hold.h"
#include "op.h"
#include "ops.h"

/* The kernel's MODULE_NAME_LEN on 64 bits. */
#define MODULE_NAME_SIZE 56

/* Each parameter with a blank before it, which finit_module() skips. */
static const char *load_parameters(struct op *op, int module)
{
	static const char *const types[] = { "plain", "fixed", "asked", "owned", "holed",
					     "skew",  "all",   "none",	NULL };
	const char *type = types[op_choice(op, "types", types)],
		   *also = op_word(op, "also", "none");
	struct text text = { .length = 0 };
	int hold = op->holds ? holds_init_ms(op->holds, module) : 0;
	long long init = op_number(op, "init", 0);
	const char *parameters;

	if (strcmp(type, "all"))
		text_printf(&text, " only=%s", strcmp(type, "none") ? type : "");
	if (init)
		text_printf(&text, " init_result=%lld", init);
	if (strcmp(also, "none"))
		text_printf(&text, " also=%s", also);
	if (hold)
		text_printf(&text, " hold_init=%d", hold);
	parameters = arena_copy(op->arena, text.length ? text.data : "", text.length);
	text_free(&text);
	return parameters;
}

static long as_told(struct op *op, bool unprivileged, long number, long first, long second,
		    long third)
{
	long ret;

	if (unprivileged)
		caps_drop();
	op_begin(op);
	ret = syscall(number, first, second, third);
	op->ret = ret < 0 ? -errno : ret;
	op_end(op);
	if (unprivileged)
		caps_restore();
	return op->ret;
}

void op_module_load(struct op *op)
{
	int module = op_module(op, "name"), fd;
	bool unprivileged = op_unprivileged(op);
	const char *parameters = load_parameters(op, module), *path;
	long flags = op_number(op, "flags", 0);

	if (op->error)
		return;
	path = arena_printf(op->arena, "%s/%s.ko", op->agent->modules,
			    module_names[module]);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return op_fail(op, "%s cannot be opened: %s", path, strerror(errno));
	op->traces->tried_load = true;
	if (as_told(op, unprivileged, __NR_finit_module, fd, (long)parameters, flags) >= 0)
		op->traces->loaded[module] = true;
	close(fd);
}

/* The module that the argument names, or the bad name that it stands for. */
static const char *unload_name(struct op *op)
{
	static const char *const words[] = { "soc_a", "soc_b", "soc_n", "absent",
					     "empty", "long",  "fault", NULL };
	char name[MODULE_NAME_SIZE];
	int word = op_choice(op, "name", words);

	switch (word) {
	case 3:
		return "soc_absent";
	case 4:
		return "";
	case 5:
		memset(name, 'x', sizeof(name));
		return arena_copy(op->arena, name, sizeof(name));
	case 6:
		return BAD_POINTER;
	default:
		return words[word];
	}
}

void op_module_unload(struct op *op)
{
	static const char *const words[] = { "none", "nonblock", NULL };
	const char *name = unload_name(op);
	long flags = op_choice(op, "flags", words) ? O_NONBLOCK : 0;
	bool unprivileged = op_unprivileged(op);
	int module;

	if (op->error || as_told(op, unprivileged, __NR_delete_module, (long)name, flags, 0))
		return;
	for (module = 0; module < MODULE_COUNT; module++)
		if (!strcmp(name, module_names[module]))
			op->traces->loaded[module] = false;
}
