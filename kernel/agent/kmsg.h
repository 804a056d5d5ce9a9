/* SPDX-License-Identifier: GPL-2.0 */
#ifndef AGENT_KMSG_H
#define AGENT_KMSG_H

#include <stdbool.h>

struct text;

/*
 * The kernel log from now on; negative when it cannot be read, which the others take for an empty
 * log.
 */
int kmsg_open(void);
/* Which lines to keep: warnings and whatever belongs to a splat, splats alone, or all. */
enum kmsg_filter { KMSG_WARNINGS, KMSG_SPLATS, KMSG_ALL };
/* Adds the new lines to a JSON list. */
void kmsg_read(int fd, enum kmsg_filter filter, struct text *lines);
/*
 * Adds the splats that came too late for the program or round before, and what kmemleak finds,
 * which may be of any since it has looked last.
 */
void kmsg_read_late(int fd, struct text *lines);

/*
 * Of one record of /dev/kmsg: its level and text; false when it is malformed. `record` is changed.
 */
bool kmsg_parse(char *record, int *level, char **text);
/* Whether the line opens a report of something that should not happen. */
bool kmsg_is_splat(const char *text);

#endif
