// SPDX-License-Identifier: GPL-2.0
#include "control.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "arena.h"

/* What sysfs tells at once. */
#define PIECE 4096

int control_open(const char *module, const char *file, int mode)
{
	char path[128];
	int fd;

	snprintf(path, sizeof(path), "/sys/module/%s/%s", module, file);
	fd = open(path, mode | O_CLOEXEC);
	return fd < 0 ? -errno : fd;
}

int control_write(const char *module, const char *file, const char *text)
{
	int fd = control_open(module, file, O_WRONLY), ret = 0;

	if (fd < 0)
		return fd;
	if (write(fd, text, strlen(text)) < 0)
		ret = -errno;
	close(fd);
	return ret;
}

int control_slurp(struct arena *arena, int fd, char **text)
{
	size_t length = 0, room = PIECE;
	char *data = arena_alloc(arena, room + 1);
	ssize_t got;

	/* The kernel tells a file piece by piece, and one that is not full is the last. */
	while ((got = read(fd, data + length, PIECE)) == PIECE) {
		char *larger = arena_alloc(arena, room + PIECE + 1);

		length += got;
		room += PIECE;
		memcpy(larger, data, length);
		data = larger;
	}
	if (got < 0)
		return -errno;
	data[length + got] = '\0';
	*text = data;
	return 0;
}

int control_read(struct arena *arena, const char *module, const char *file, char **text)
{
	int fd = control_open(module, file, O_RDONLY), ret;

	if (fd < 0)
		return fd;
	ret = control_slurp(arena, fd, text);
	close(fd);
	return ret;
}

int module_refcnt(const char *module)
{
	int fd = control_open(module, "refcnt", O_RDONLY);
	char text[16] = { 0 };
	ssize_t got;

	if (fd < 0)
		return -1;
	got = read(fd, text, sizeof(text) - 1);
	close(fd);
	return got > 0 ? atoi(text) : -1;
}
