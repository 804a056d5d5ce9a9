// SPDX-License-Identifier: GPL-2.0
#include "wire.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"

#define LONG_LINE 300000

/* A child that writes slowly, in pieces that do not respect lines. */
static void write_pieces(int fd, const char *bytes, size_t length)
{
	size_t done = 0, piece = 1;

	if (fork())
		return;
	while (done < length) {
		size_t now = piece < length - done ? piece : length - done;

		if (!wire_send(fd, bytes + done, now))
			_exit(1);
		done += now;
		piece = piece * 3 + 1;
	}
	_exit(0);
}

static void test_lines(void)
{
	char *bytes = malloc(LONG_LINE + 32), *line;
	int ends[2], status;
	struct wire wire;
	size_t length;

	CHECK(!pipe(ends));
	memcpy(bytes, "one\n\ntwo\n", 9);
	memset(bytes + 9, 'x', LONG_LINE);
	memcpy(bytes + 9 + LONG_LINE, "\nthree\nrest", 11);
	write_pieces(ends[1], bytes, 9 + LONG_LINE + 11);
	close(ends[1]);
	wire = (struct wire){ .in = ends[0], .out = -1 };
	line = wire_line(&wire, &length);
	CHECK(line && !strcmp(line, "one") && length == 3);
	line = wire_line(&wire, &length);
	CHECK(line && length == 0);
	line = wire_line(&wire, &length);
	CHECK(line && !strcmp(line, "two"));
	line = wire_line(&wire, &length);
	CHECK(line && length == LONG_LINE && strspn(line, "x") == LONG_LINE);
	line = wire_line(&wire, &length);
	CHECK(line && !strcmp(line, "three"));
	CHECK(!wire_line(&wire, &length));
	wait(&status);
	CHECK(!status);
	wire_free(&wire);
	close(ends[0]);
	free(bytes);
}

/* The other side reads a little at a time, and this one does not block. */
static void test_slow_reader(void)
{
	char *bytes = calloc(1, LONG_LINE), piece[4096];
	int ends[2], status;
	size_t total = 0;
	ssize_t got;

	CHECK(!socketpair(AF_UNIX, SOCK_STREAM, 0, ends));
	if (!fork()) {
		close(ends[0]);
		while ((got = read(ends[1], piece, sizeof(piece))) > 0) {
			total += got;
			usleep(100);
		}
		_exit(total == LONG_LINE ? 0 : 1);
	}
	close(ends[1]);
	fcntl(ends[0], F_SETFL, O_NONBLOCK);
	CHECK(wire_send(ends[0], bytes, LONG_LINE));
	close(ends[0]);
	wait(&status);
	CHECK(!status);
	free(bytes);
}

void test_wire(void)
{
	test_lines();
	test_slow_reader();
}
