/* SPDX-License-Identifier: GPL-2.0 */
#ifndef AGENT_PREMISES_H
#define AGENT_PREMISES_H

#include <stdbool.h>

struct agent;
struct text;

/*
 * Looks whether what the suite takes for granted of a kernel is there, and adds an object to a JSON
 * list for what is not. False where nothing can be run then.
 */
bool premises_look(struct agent *agent, struct text *lacks);

#endif
