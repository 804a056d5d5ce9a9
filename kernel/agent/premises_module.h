/* SPDX-License-Identifier: GPL-2.0 */
#ifndef AGENT_PREMISES_MODULE_H
#define AGENT_PREMISES_MODULE_H

#include <stdbool.h>

struct agent;
struct text;

/* What keeps the test module out. */
struct obstacle {
	const char *premise, *reason, *cure;
};

/*
 * Loads and removes the test module. NULL where that works, and where it fails for no reason that a
 * setting gives: then the programs show it. Warnings of the kernel go to `log`, a JSON list.
 */
const struct obstacle *module_obstacle(struct agent *agent, struct text *log);

/* The obstacle behind an errno of the load; `locked`: lockdown is in force, `log`: what the kernel said. */
const struct obstacle *load_obstacle(int error, bool locked, const char *log);
/* Whether a list as in "none [integrity] confidentiality" has its brackets around another than the first. */
bool lockdown_in_force(const char *words);

#endif
