// SPDX-License-Identifier: GPL-2.0
/* What a loaded module is asked through its files in sysfs. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "control.h"
#include "op.h"
#include "ops.h"

static void command(struct op *op, const char *file, const char *text)
{
	int module = op_module(op, "name");

	if (!op->error)
		op->ret = control_write(module_names[module], file, text);
}

void op_module_register(struct op *op)
{
	command(op, "register", op_word(op, "type", ""));
}

void op_module_detach(struct op *op)
{
	command(op, "detach", op_word(op, "type", ""));
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
	char *results = "";

	if (op->error)
		return;
	op->ret = control_write(module_names[module], "call",
				arena_printf(&op->agent->arena, "%s %s %lld", type, member,
					     argument));
	if (op->ret)
		return;
	op->ret = control_read(&op->agent->arena, module_names[module], "call", &results);
	if (!op->ret)
		tell_results(op->value, results);
}

void op_module_log(struct op *op)
{
	int module = op_module(op, "name");
	char *lines = "", *line, *rest;

	if (op->error)
		return;
	op->ret = control_read(&op->agent->arena, module_names[module], "log", &lines);
	if (!op->ret && *lines)
		op->ret = control_write(module_names[module], "log", "\n");
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
	int module = op_module(op, "name");
	char *state = "absent";

	if (op->error)
		return;
	op->ret = 0;
	if (control_read(&op->agent->arena, module_names[module], "initstate", &state)) {
		text_printf(op->value, "{\"initstate\":\"absent\"}");
		return;
	}
	state[strcspn(state, "\n")] = '\0';
	text_printf(op->value, "{\"initstate\":\"%s\",\"refcnt\":%d}", state,
		    module_refcnt(module_names[module]));
}
