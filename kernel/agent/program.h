/* SPDX-License-Identifier: GPL-2.0 */
#ifndef AGENT_PROGRAM_H
#define AGENT_PROGRAM_H

#include "agent.h"
#include "json.h"

/* Runs a program and resets the system; adds the answer, from {"seq": to the closing brace. */
void program_run(struct agent *agent, long long seq, const struct json *program,
		 struct text *answer);

#endif
