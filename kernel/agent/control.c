// SPDX-License-Identifier: GPL-2.0
#include "control.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "arena.h"

static int control_open(const char *module, const char *file, int mode)
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

int control_read(struct arena *arena, const char *module, const char *file, char **text)
{
	int fd = control_open(module, file, O_RDONLY), ret = 0;
	size_t length = 0, room = 4096;
	char *data;

	if (fd < 0)
		return fd;
	data = arena_alloc(arena, room);
	for (;;) {
		ssize_t got = read(fd, data + length, room - 1 - length);

		if (got <= 0) {
			ret = got < 0 ? -errno : 0;
			break;
		}
		length += got;
		if (length == room - 1) {
			char *larger = arena_alloc(arena, room * 4);

			memcpy(larger, data, length);
			data = larger;
			room *= 4;
		}
	}
	close(fd);
	data[length] = '\0';
	*text = data;
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
