// SPDX-License-Identifier: GPL-2.0
/* A program: its operations one by one, what each came to, and the reset. */
#include "program.h"

#include "kmsg.h"
#include "reset.h"
#include "step.h"
#include "watchdog.h"

struct run {
	struct agent *agent;
	long long seq;
	struct step step;
	/* What the kernel said of an earlier program, too late to be told with it. */
	struct text late;
	/* The JSON texts that make up the answer. */
	struct text steps, residue;
	const char *error;
};

/* False when the operation could not be tried: then the program is not carried on. */
static bool run_operation(struct run *run, const struct json *operation, int index)
{
	struct agent *agent = run->agent;
	size_t told = run->steps.length;
	struct op op = agent_op(agent);
	const char *error = step_read(&run->step, &agent->arena, operation);

	if (error) {
		run->error = arena_printf(&agent->arena, "operation %d: %s", index, error);
		return false;
	}
	watchdog_begin(run->seq, NULL, index);
	error = step_run(&run->step, &op);
	watchdog_end();
	if (error) {
		run->error = arena_printf(&agent->arena, "operation %d (%s): %s", index,
					  run->step.definition->name, error);
		return false;
	}
	text_add(&run->step.log, run->late.length ? run->late.data : "", run->late.length);
	text_clear(&run->late);
	kmsg_read(agent->kmsg, KMSG_WARNINGS, &run->step.log);
	step_tell(&run->step, &run->steps);
	watchdog_add_steps(run->steps.data + told, run->steps.length - told);
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
	kmsg_read_late(run->agent->kmsg, &run->late);
	for (operation = operations->first; operation; operation = operation->next)
		if (!run_operation(run, operation, index++))
			return;
}

static void run_reset(struct run *run)
{
	watchdog_begin(run->seq, NULL, -1);
	reset_agent(run->agent, &run->residue);
	watchdog_end();
}

void program_run(struct agent *agent, long long seq, const struct json *program,
		 struct text *answer)
{
	struct run run = { .agent = agent, .seq = seq };

	watchdog_forget_steps();
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
	step_free(&run.step);
	text_free(&run.late);
	text_free(&run.steps);
	text_free(&run.residue);
}
