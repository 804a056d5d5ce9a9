/* SPDX-License-Identifier: GPL-2.0 */
#ifndef AGENT_CREW_H
#define AGENT_CREW_H

#include <pthread.h>
#include <sched.h>

#include "meet.h"
#include "race.h"

/* One thread of a race. The first is the agent's own thread, so that a round wakes nobody twice. */
struct racer {
	pthread_t id;
	struct crew *crew;
	size_t index;
	struct part *part;
	struct op op;
	struct arena arena;
	struct handles handles;
	struct traces traces;
	uint64_t random;
	/* Whether it waited for the others in this round. */
	bool started;
	const char *error;
};

/* The threads of a race, which live as long as its rounds last. */
struct crew {
	struct race *race;
	struct racer racers[MAX_THREADS];
	size_t count;
	/*
	 * Two for each round, for what runs alone before and for the threads; and all that came to
	 * the start, and all that ended.
	 */
	struct meet phase, arrived, finished;
	uint32_t round;
	bool over;
	/* The processors that the agent may use, and how often to look before sleep. */
	cpu_set_t allowed;
	uint32_t patience;
	/* How often a loop goes round in a microsecond. */
	uint64_t loops_per_us;
};

/* NULL, or why there are no threads. */
const char *crew_start(struct crew *crew, struct race *race);
/* What follows runs alone, and then the threads: they get ready to wake up fast. */
void crew_stand_by(struct crew *crew);
/* Runs the threads once, and hands what they bound and left to the agent. */
void crew_round(struct crew *crew);
void crew_stop(struct crew *crew);

#endif
