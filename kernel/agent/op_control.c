// SPDX-License-Identifier: GPL-2.0
/* What a loaded module is asked through its files in sysfs. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "control.h"
#include "op.h"
#include "ops.h"

static void tell_module(struct op *op, const char *file, const char *text)
{
	int module = op_module(op, "name");

	if (op->error)
		return;
	op_begin(op);
	op->ret = control_write(module_names[module], file, text);
	op_end(op);
}

void op_module_register(struct op *op)
{
	tell_module(op, "register", op_word(op, "type", ""));
}

void op_module_detach(struct op *op)
{
	tell_module(op, "detach", op_word(op, "type", ""));
}

/* "TAG RESULT" or "TAG null" a line. */
static void tell_results(struct text *to, char *results)
{
	char *line, *rest;

	text_add(to, "[", 1);
	for (line = strtok_r(results, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
		char *result = strchr(line, ' ');

		text_separate(to);
		text_printf(to, "[%lu,%s]", strtoul(line, NULL, 10), result ? result + 1 : "null");
	}
	text_add(to, "]", 1);
}

void op_module_call(struct op *op)
{
	int module = op_module(op, "name");
	const char *type = op_word(op, "type", ""), *member = op_word(op, "member", "");
	long long argument = op_number(op, "arg", 0);
	char *results = "", *command;

	if (op->error)
		return;
	command = arena_printf(op->arena, "%s %s %lld", type, member, argument);
	op_begin(op);
	op->ret = control_write(module_names[module], "call", command);
	if (!op->ret)
		op->ret = control_read(op->arena, module_names[module], "call", &results);
	op_end(op);
	if (!op->ret)
		tell_results(op->value, results);
}

/* Reads the log and drops what it has read: a worker may log a line in between. */
static int take_log(struct op *op, const char *module, char **lines)
{
	int fd = control_open(module, "log", O_RDWR), ret;
	char command[32];

	if (fd < 0)
		return fd;
	ret = control_slurp(op->arena, fd, lines);
	snprintf(command, sizeof(command), "drop %zu", strlen(*lines));
	if (!ret && **lines && pwrite(fd, command, strlen(command), 0) < 0)
		ret = -errno;
	close(fd);
	return ret;
}

void op_module_log(struct op *op)
{
	int module = op_module(op, "name");
	char *lines = "", *line, *rest;

	if (op->error)
		return;
	op_begin(op);
	op->ret = take_log(op, module_names[module], &lines);
	op_end(op);
	if (op->ret)
		return;
	text_add(op->value, "[", 1);
	for (line = strtok_r(lines, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
		text_separate(op->value);
		text_quoted(op->value, line);
	}
	text_add(op->value, "]", 1);
}

void op_module_info(struct op *op)
{
	int module = op_module(op, "name"), refcnt, err;
	char *state = "absent";

	if (op->error)
		return;
	op->ret = 0;
	op_begin(op);
	err = control_read(op->arena, module_names[module], "initstate", &state);
	refcnt = err ? -1 : module_refcnt(module_names[module]);
	op_end(op);
	if (err) {
		text_printf(op->value, "{\"initstate\":\"absent\"}");
		return;
	}
	state[strcspn(state, "\n")] = '\0';
	text_printf(op->value, "{\"initstate\":\"%s\",\"refcnt\":%d}", state, refcnt);
}
