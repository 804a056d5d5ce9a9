/* SPDX-License-Identifier: GPL-2.0 */
#ifndef AGENT_STEP_H
#define AGENT_STEP_H

#include "op.h"

/* One operation as it is read from a request, and what its last run came to. */
struct step {
	const struct op_definition *definition;
	const struct json *args;
	const char *result;
	long ret;
	uint64_t start, end;
	/* JSON texts: the value, and the lines of the kernel log that go with it. */
	struct text value, log;
	struct told_ids ids;
};

/* NULL, or why the operation cannot be tried. */
const char *step_read(struct step *step, struct arena *arena, const struct json *operation);
/*
 * Runs it; `op` says where descriptors and memory go, and is changed. NULL, or why it could not be
 * tried.
 */
const char *step_run(struct step *step, struct op *op);
/* Whether the value counts: a callback's positive result has none, a failure has none either. */
bool step_has_value(const struct step *step);
void step_tell(const struct step *step, struct text *to);
void step_free(struct step *step);

#endif
