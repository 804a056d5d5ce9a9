/* SPDX-License-Identifier: GPL-2.0 */
#ifndef AGENT_RESET_H
#define AGENT_RESET_H

#include "agent.h"

/*
 * Undoes what the program under way did; adds a JSON string to `residue` for each thing that stays.
 */
void reset_agent(struct agent *agent, struct text *residue);
/* The same without the modules, which stay loaded, and the first descriptors that were bound. */
void reset_objects(struct agent *agent, size_t kept, struct text *residue);
/* The same when nothing is known: whatever an earlier process may have left. */
void reset_everything(struct agent *agent, struct text *residue);

/* Adds a sentence about something that stays. */
void residue_add(struct text *residue, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

#endif
