/* SPDX-License-Identifier: GPL-2.0 */
#ifndef AGENT_RESET_H
#define AGENT_RESET_H

#include "agent.h"

/*
 * Undoes what the program under way did; adds a JSON string to `residue` for each thing that stays.
 */
void reset_agent(struct agent *agent, struct text *residue);
/* The same when nothing is known: whatever an earlier process may have left. */
void reset_everything(struct agent *agent, struct text *residue);

#endif
