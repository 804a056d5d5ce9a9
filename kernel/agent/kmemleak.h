/* SPDX-License-Identifier: GPL-2.0 */
#ifndef AGENT_KMEMLEAK_H
#define AGENT_KMEMLEAK_H

#include <stdbool.h>

struct text;

/*
 * Takes over from the kernel's own thread, which looks every ten minutes, and forgets what was lost
 * before now. Does nothing where the kernel has no kmemleak. For a machine of our own: on another's
 * its reports are not ours to clear.
 */
void kmemleak_start(void);

/*
 * Looks for memory that nothing points to any more, if a minute has passed since the last time:
 * that takes some seconds. True when it has looked; the kernel log then says how much there is.
 */
bool kmemleak_scan(void);

/* Adds to a JSON list what the last scan has found, each object once. */
void kmemleak_tell(struct text *lines);

/* The same of a report as /sys/kernel/debug/kmemleak has it. `report` is changed. */
void kmemleak_quote(char *report, struct text *lines);

#endif
