/* SPDX-License-Identifier: GPL-2.0 */
#ifndef AGENT_RESULTS_H
#define AGENT_RESULTS_H

#include "race.h"

/* Rounds that showed the same, and the history of the first of them. */
struct result {
	char *key, *history;
	size_t length;
	uint64_t hash;
	uint32_t count;
};

struct results {
	struct result *list;
	size_t count, room;
	/* What the round under way is known by. */
	struct text key;
};

/* Counts the round that the race has just run. */
void results_add(struct results *results, const struct race *race);
/* A JSON list. */
void results_tell(const struct results *results, struct text *to);
void results_free(struct results *results);

#endif
