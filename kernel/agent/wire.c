// SPDX-License-Identifier: GPL-2.0
#include "wire.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define WAIT_MS 10

static void wire_make_room(struct wire *wire)
{
	if (wire->start) {
		memmove(wire->data, wire->data + wire->start, wire->end - wire->start);
		wire->end -= wire->start;
		wire->start = 0;
	}
	if (wire->end < wire->room)
		return;
	wire->room = wire->room ? wire->room * 2 : 64 * 1024;
	wire->data = realloc(wire->data, wire->room);
	if (!wire->data) {
		fputs("agent: out of memory\n", stderr);
		exit(1);
	}
}

static ssize_t wire_read(struct wire *wire)
{
	const struct timespec pause = { .tv_nsec = WAIT_MS * 1000000L };
	int waited = 0;
	ssize_t got;

	for (;;) {
		got = read(wire->in, wire->data + wire->end, wire->room - wire->end);
		if (got > 0)
			return got;
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0 && errno == EAGAIN) {
			struct pollfd ready = { .fd = wire->in, .events = POLLIN };

			poll(&ready, 1, -1);
			continue;
		}
		if (got < 0 || waited >= wire->patience_ms)
			return 0;
		nanosleep(&pause, NULL);
		waited += WAIT_MS;
	}
}

char *wire_line(struct wire *wire, size_t *length)
{
	size_t searched = 0;

	for (;;) {
		char *line = wire->data + wire->start, *end = NULL;
		ssize_t got;

		if (wire->end > wire->start + searched)
			end = memchr(line + searched, '\n', wire->end - wire->start - searched);
		if (end) {
			*end = '\0';
			*length = end - line;
			wire->start += *length + 1;
			return line;
		}
		searched = wire->end - wire->start;
		wire_make_room(wire);
		got = wire_read(wire);
		if (!got)
			return NULL;
		wire->end += got;
	}
}

bool wire_send(int fd, const char *bytes, size_t length)
{
	while (length) {
		ssize_t written = write(fd, bytes, length);

		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0 && errno == EAGAIN) {
			struct pollfd ready = { .fd = fd, .events = POLLOUT };

			poll(&ready, 1, WAIT_MS);
			continue;
		}
		if (written <= 0)
			return false;
		bytes += written;
		length -= written;
	}
	return true;
}

void wire_free(struct wire *wire)
{
	free(wire->data);
	wire->data = NULL;
}
