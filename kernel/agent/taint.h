/* SPDX-License-Identifier: GPL-2.0 */
#ifndef AGENT_TAINT_H
#define AGENT_TAINT_H

#include <stdint.h>

struct text;

/* The kernel's taint flags; 0 when they cannot be read. */
uint64_t taint_now(void);
/* Adds a line to a JSON list when a flag came that tells of a bug, be its lines in the log or not. */
void taint_tell(uint64_t before, uint64_t now, struct text *lines);

#endif
