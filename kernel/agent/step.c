// SPDX-License-Identifier: GPL-2.0
/* Running one operation, and telling what it came to. */
#include "step.h"

#include "leftovers.h"

const char *step_read(struct step *step, struct arena *arena, const struct json *operation)
{
	const char *name = json_string(operation, "op");

	step->definition = name ? op_find(name) : NULL;
	if (!step->definition)
		return arena_printf(arena, "there is no operation %s",
				    name ? name : "without a name");
	step->args = json_member(operation, "args");
	step->result = json_string(operation, "result");
	return NULL;
}

const char *step_run(struct step *step, struct op *op)
{
	uint64_t before = now_ns();

	text_clear(&step->value);
	text_clear(&step->log);
	step->ids.count = 0;
	op->args = step->args;
	op->result = step->result;
	op->value = &step->value;
	op->ids = &step->ids;
	op->ret = 0;
	op->start = op->end = 0;
	op->error = NULL;
	step->definition->run(op);
	step->ret = op->ret;
	/* An operation that made no call took the time that it took to find that out. */
	step->start = op->start ? op->start : before;
	step->end = op->end ? op->end : now_ns();
	return op->error;
}

bool step_has_value(const struct step *step)
{
	return !step->ret && step->value.length;
}

void step_tell(const struct step *step, struct text *to)
{
	text_separate(to);
	text_printf(to, "{\"outcome\":{\"ret\":%ld", step->ret);
	if (step_has_value(step))
		text_printf(to, ",\"value\":%s", step->value.data);
	text_printf(to, "},\"start\":%llu,\"end\":%llu", (unsigned long long)step->start,
		    (unsigned long long)step->end);
	if (step->log.length)
		text_printf(to, ",\"log\":[%s]", step->log.data);
	text_add(to, "}", 1);
}

void step_free(struct step *step)
{
	text_free(&step->value);
	text_free(&step->log);
}
