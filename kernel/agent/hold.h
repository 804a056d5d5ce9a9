/* SPDX-License-Identifier: GPL-2.0 */
#ifndef AGENT_HOLD_H
#define AGENT_HOLD_H

#include "json.h"

/* A place of a test module where whoever comes by waits a while: docs/test-module.md. */
struct hold {
	/* One of module_names. */
	int module;
	const char *at;
	int ms;
};

#define MAX_HOLDS 8

struct holds {
	struct hold list[MAX_HOLDS];
	size_t count;
};

/* Reads the list of a request, which may be missing. NULL, or what is wrong with it. */
const char *holds_read(struct holds *holds, const struct json *list);
/* Sets them in the modules that are loaded. */
void holds_set(const struct holds *holds);
/* Ends them, and lets go whoever waits. */
void holds_end(const struct holds *holds);
/* How long the init of a module is to be held; 0 for not at all. */
int holds_init_ms(const struct holds *holds, int module);

int holds_longest_ms(const struct holds *holds);

#endif
