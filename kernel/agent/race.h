/* SPDX-License-Identifier: GPL-2.0 */
#ifndef AGENT_RACE_H
#define AGENT_RACE_H

#include "hold.h"
#include "step.h"
#include "watchdog.h"

#define MAX_THREADS WATCHED_THREADS

/* How much of the prefix is not undone and done again in every round. */
struct keep {
	/* The loads that open the prefix, and the steps that may stay. */
	size_t loads, most;
	/* Of the round under way: the steps that stayed, and those that may stay for the next. */
	size_t steps, next;
	/* The descriptors that the latter bound. */
	size_t handles;
	/* The modules' logs, open; -1 where there is none. */
	int logs[MODULE_COUNT];
};

struct part {
	struct step *steps;
	size_t count;
};

/* A race as it is read from a request, and what its last round came to. */
struct race {
	struct agent *agent;
	/* Memory of the round under way. */
	struct arena arena;
	long long seq, seed;
	uint32_t rounds;
	struct part prefix, threads[MAX_THREADS], suffix;
	size_t thread_count;
	struct holds holds;
	/* Threads close descriptors, perhaps those of the prefix. */
	bool closes;
	/* What stays from round to round: race_keep.h. */
	struct keep keep;
	/* What the reset after the round could not clean away, as JSON strings. */
	struct text residue;
	/* What the kernel said too late for an earlier round. */
	struct text late;
	/* Why the race could not be carried out; NULL while it can. */
	const char *error;
};

/* Reads a request. NULL, or what is wrong with it. */
const char *race_read(struct race *race, struct agent *agent, const struct json *request);
/* Whether an operation of that name stands anywhere from the given step of the prefix on. */
bool race_has(const struct race *race, size_t from, const char *name);
void race_free(struct race *race);

/* Runs the rounds that the request asks for; adds the answer, from {"seq": to the closing brace. */
void race_run(struct agent *agent, const struct json *request, struct text *answer);

#endif
