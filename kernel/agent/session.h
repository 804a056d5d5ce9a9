/* SPDX-License-Identifier: GPL-2.0 */
#ifndef AGENT_SESSION_H
#define AGENT_SESSION_H

#include "agent.h"
#include "wire.h"

/* Answers requests until one says stop, or there are no more. */
void session_serve(struct agent *agent, struct wire *wire);

#endif
