// SPDX-License-Identifier: GPL-2.0
/* Threads that really race, over what any user on any kernel may do: closing a descriptor. */
#include "crew.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "check.h"

#define ROUNDS 2000
#define CLOSE  "{\"op\":\"fd.close\",\"args\":{\"fd\":\"x\"}}"

static struct agent agent = { .kmsg = -1 };

static void race_of(struct race *race, const char *threads)
{
	const char *error, *text = arena_printf(
		&agent.arena,
		"{\"rounds\":1,\"seed\":5,\"race\":{\"prefix\":[],\"threads\":[%s],\"suffix\":[]}}",
		threads);

	CHECK(!race_read(race, &agent, json_parse(&agent.arena, text, strlen(text), &error)));
}

/* What a prefix would do. */
static int bind_x(void)
{
	int fd = open("/dev/null", O_RDONLY | O_CLOEXEC);

	handles_bind(&agent.handles, "x", fd, OBJECT_MAP, 1);
	handles_lift(&agent.handles, 512);
	return agent.handles.list[0].fd;
}

static long ret_of(const struct race *race, size_t thread)
{
	return race->threads[thread].steps[0].ret;
}

/* Exactly one of several closes a descriptor, and each of them is now and then the one. */
static void test_close(const char *threads)
{
	bool first[MAX_THREADS] = { false };
	struct race race;
	struct crew crew;
	size_t i, all = 0;
	int round;

	race_of(&race, threads);
	CHECK(!crew_start(&crew, &race));
	for (round = 0; round < ROUNDS; round++) {
		int fd = bind_x(), closed = 0, refused = 0;

		crew_stand_by(&crew);
		crew_round(&crew);
		for (i = 0; i < race.thread_count; i++) {
			first[i] |= !ret_of(&race, i);
			closed += !ret_of(&race, i);
			refused += ret_of(&race, i) == -EBADF;
		}
		if (closed != 1 || closed + refused != (int)race.thread_count ||
		    agent.handles.list[0].fd != CLOSED_FD || fcntl(fd, F_GETFD) >= 0)
			break;
		handles_forget(&agent.handles, 0);
	}
	CHECK(round == ROUNDS);
	for (i = 0; i < race.thread_count; i++)
		all += first[i];
	CHECK(all == race.thread_count);
	crew_stop(&crew);
	race_free(&race);
}

/* What a thread binds is the agent's in the end; no number is handed out twice. */
static void test_bind(void)
{
	struct race race;
	struct crew crew;
	int round;

	race_of(&race, "[{\"op\":\"fd.dup\",\"result\":\"y\",\"args\":{\"fd\":\"x\"}}," CLOSE "],"
		       "[{\"op\":\"fd.dup\",\"result\":\"z\",\"args\":{\"fd\":\"x\"}}]");
	CHECK(!crew_start(&crew, &race));
	for (round = 0; round < ROUNDS; round++) {
		const struct handle *y, *z;

		bind_x();
		crew_stand_by(&crew);
		crew_round(&crew);
		y = handles_find(&agent.handles, "y");
		z = handles_find(&agent.handles, "z");
		if (!y || y->fd < RESERVED_FDS || y->fd >= 512)
			break;
		if (ret_of(&race, 1) ? z != NULL : !z || z->fd == y->fd)
			break;
		handles_forget(&agent.handles, 0);
	}
	CHECK(round == ROUNDS);
	crew_stop(&crew);
	race_free(&race);
}

/* Both operations of a thread are done, in order, and at times that say so. */
static void test_times(void)
{
	const struct step *steps;
	struct race race;
	struct crew crew;

	race_of(&race, "[" CLOSE "," CLOSE "],[]");
	CHECK(!crew_start(&crew, &race));
	crew_stand_by(&crew);
	crew_round(&crew);
	steps = race.threads[0].steps;
	CHECK(steps[0].start && steps[0].start <= steps[0].end && steps[0].end <= steps[1].start &&
	      steps[1].start <= steps[1].end);
	crew_stop(&crew);
	race_free(&race);
}

void test_crew(void)
{
	int reserved = open("/dev/null", O_RDONLY | O_CLOEXEC), last = reserved;

	/* As agent_prepare() does, so that a new descriptor has a number that counts as one. */
	while (last < RESERVED_FDS)
		last = fcntl(reserved, F_DUPFD_CLOEXEC, 0);
	close(last);
	test_close("[" CLOSE "],[" CLOSE "]");
	test_close("[" CLOSE "],[" CLOSE "],[" CLOSE "],[" CLOSE "]");
	test_bind();
	test_times();
	handles_free(&agent.handles);
	arena_free(&agent.arena);
	for (last = reserved; last < RESERVED_FDS; last++)
		close(last);
}
