// SPDX-License-Identifier: GPL-2.0
/* Reading the arguments of an operation. */
#include <string.h>

#include "op.h"

static const struct json *op_argument(struct op *op, const char *name, enum json_kind kind)
{
	const struct json *argument = json_member(op->args, name);

	if (!argument || argument->kind == kind)
		return argument;
	op_fail(op, "the argument %s has the wrong type", name);
	return NULL;
}

const char *op_word(struct op *op, const char *name, const char *fallback)
{
	const struct json *argument = op_argument(op, name, JSON_STRING);

	return argument ? argument->string : fallback;
}

long long op_number(struct op *op, const char *name, long long fallback)
{
	const struct json *argument = op_argument(op, name, JSON_NUMBER);

	return argument ? argument->number : fallback;
}

bool op_flag(struct op *op, const char *name)
{
	const struct json *argument = op_argument(op, name, JSON_BOOLEAN);

	return argument && argument->boolean;
}

int op_choice(struct op *op, const char *name, const char *const *words)
{
	const char *word = op_word(op, name, words[0]);
	int i;

	for (i = 0; words[i]; i++)
		if (!strcmp(word, words[i]))
			return i;
	op_fail(op, "the argument %s cannot be %s", name, word);
	return 0;
}

struct handle op_target(struct op *op, const char *name, const char *fallback)
{
	const char *word = op_word(op, name, fallback);
	struct handle *handle;

	if (!strcmp(word, "none"))
		return (struct handle){ .fd = 0 };
	handle = handles_find(op->handles, word);
	if (!handle || handle->fd == CLOSED_FD)
		return (struct handle){ .fd = CLOSED_FD };
	return *handle;
}

int op_fd(struct op *op, const char *name, const char *fallback)
{
	return op_target(op, name, fallback).fd;
}

const char *op_path(struct op *op, const char *name)
{
	static const char allowed[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
	const char *path = op_word(op, name, "");

	if (!*path || strlen(path) > 64 || strspn(path, allowed) != strlen(path)) {
		op_fail(op, "the argument %s is no name of a pin", name);
		return NULL;
	}
	return arena_printf(op->arena, "%s/%s", PIN_DIRECTORY, path);
}

int op_module(struct op *op, const char *name)
{
	const char *word = op_word(op, name, "");
	int i;

	for (i = 0; i < MODULE_COUNT; i++)
		if (!strcmp(word, module_names[i]))
			return i;
	op_fail(op, "no module of the suite is called %s", word);
	return -1;
}
