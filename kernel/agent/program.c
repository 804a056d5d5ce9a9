// SPDX-License-Identifier: GPL-2.0
/* A program: its operations one by one, what each came to, and the reset. */
#include "program.h"

#include "kmsg.h"
#include "leftovers.h"
#include "op.h"
#include "reset.h"
#include "watchdog.h"

struct run {
	struct agent *agent;
	long long seq;
	/* The JSON texts that make up the answer. */
	struct text steps, value, log, residue;
	const char *error;
};

static void tell_step(struct run *run, const struct op *op, uint64_t start, uint64_t end)
{
	struct text *steps = &run->steps;

	text_separate(steps);
	text_printf(steps, "{\"outcome\":{\"ret\":%ld", op->ret);
	/* A callback's positive result has no value; a failure has none either. */
	if (!op->ret && run->value.length)
		text_printf(steps, ",\"value\":%s", run->value.data);
	text_printf(steps, "},\"start\":%llu,\"end\":%llu", (unsigned long long)start,
		    (unsigned long long)end);
	if (run->log.length)
		text_printf(steps, ",\"log\":[%s]", run->log.data);
	text_add(steps, "}", 1);
}

/* False when the operation could not be tried: then the program is not carried on. */
static bool run_operation(struct run *run, const struct json *operation, int index)
{
	const char *name = json_string(operation, "op");
	const struct op_definition *definition = name ? op_find(name) : NULL;
	struct op op = {
		.agent = run->agent,
		.args = json_member(operation, "args"),
		.result = json_string(operation, "result"),
		.value = &run->value,
	};
	uint64_t start, end;

	if (!definition) {
		run->error =
			arena_printf(&run->agent->arena, "operation %d: there is no operation %s",
				     index, name ? name : "without a name");
		return false;
	}
	text_clear(&run->value);
	watchdog_begin(run->seq, index, name);
	start = now_ns();
	definition->run(&op);
	end = now_ns();
	watchdog_end();
	if (op.error) {
		run->error = arena_printf(&run->agent->arena, "operation %d (%s): %s", index, name,
					  op.error);
		return false;
	}
	kmsg_read(run->agent->kmsg, KMSG_WARNINGS, &run->log);
	tell_step(run, &op, start, end);
	text_clear(&run->log);
	return true;
}

static void run_operations(struct run *run, const struct json *program)
{
	const struct json *operations = json_member(program, "operations"), *operation;
	int index = 0;

	if (!operations || operations->kind != JSON_LIST) {
		run->error = "the program has no list of operations";
		return;
	}
	/* What an earlier program brought about late would be lost otherwise. */
	kmsg_read(run->agent->kmsg, KMSG_SPLATS, &run->log);
	for (operation = operations->first; operation; operation = operation->next)
		if (!run_operation(run, operation, index++))
			return;
}

static void run_reset(struct run *run)
{
	watchdog_begin(run->seq, -1, "reset");
	reset_agent(run->agent, &run->residue);
	watchdog_end();
}

void program_run(struct agent *agent, long long seq, const struct json *program,
		 struct text *answer)
{
	struct run run = { .agent = agent, .seq = seq };

	run_operations(&run, program);
	run_reset(&run);
	text_printf(answer, "{\"seq\":%lld", seq);
	if (run.error) {
		text_printf(answer, ",\"error\":");
		text_quoted(answer, run.error);
	} else {
		text_printf(answer, ",\"history\":{\"steps\":[%s],\"residue\":[%s]}",
			    run.steps.length ? run.steps.data : "",
			    run.residue.length ? run.residue.data : "");
	}
	text_add(answer, "}", 1);
	text_free(&run.steps);
	text_free(&run.value);
	text_free(&run.log);
	text_free(&run.residue);
}
