/* SPDX-License-Identifier: GPL-2.0 */
#ifndef AGENT_EXEC_H
#define AGENT_EXEC_H

struct agent;
struct json;
struct text;

/* Runs the command `argv`, a list of words, to its end, and answers how it ended and what it said. */
void exec_run(struct agent *agent, long long seq, const struct json *argv, struct text *answer);

#endif
