/* SPDX-License-Identifier: GPL-2.0 */
#ifndef AGENT_WIRE_H
#define AGENT_WIRE_H

#include <stdbool.h>
#include <stddef.h>

/* One line a message, of any length, over two descriptors. */
struct wire {
	int in, out;
	/*
	 * A virtio port reads as ended while nobody holds its other side: wait so long for
	 * somebody.
	 */
	int patience_ms;
	char *data;
	size_t start, end, room;
};

/*
 * The next line without its end, which stays valid until the next call; NULL at the end of input. A
 * last line without an end is dropped: whoever wrote it was cut off.
 */
char *wire_line(struct wire *wire, size_t *length);

/* False when the other side is gone. */
bool wire_send(int fd, const char *bytes, size_t length);

void wire_free(struct wire *wire);

#endif
