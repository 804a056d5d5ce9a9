/* SPDX-License-Identifier: GPL-2.0 */
#ifndef AGENT_CONTROL_H
#define AGENT_CONTROL_H

#include <stddef.h>

struct arena;

/*
 * The files of a module in sysfs: its control files (docs/test-module.md), refcnt and initstate. 0,
 * or -errno, which is -ENOENT when the module is not loaded.
 */
/* A descriptor, or -errno. */
int control_open(const char *module, const char *file, int mode);
int control_write(const char *module, const char *file, const char *text);
/* `*text` lives in the arena. */
int control_read(struct arena *arena, const char *module, const char *file, char **text);
/* The same from an open file. */
int control_slurp(struct arena *arena, int fd, char **text);
/* -1 when the module is not loaded. */
int module_refcnt(const char *module);

#endif
