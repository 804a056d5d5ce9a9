// SPDX-License-Identifier: GPL-2.0
/* The protocol, with programs that any user on any kernel may run. */
#include "session.h"

#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "check.h"

static struct agent agent;
static char answers[65536];

/* What a session answers to the requests, as one text. */
static const char *serve(const char *requests)
{
	struct wire wire = { 0 };
	int ends[2];
	ssize_t got;

	CHECK(!socketpair(AF_UNIX, SOCK_STREAM, 0, ends));
	CHECK(wire_send(ends[0], requests, strlen(requests)));
	shutdown(ends[0], SHUT_WR);
	wire.in = wire.out = ends[1];
	agent = (struct agent){ .kmsg = -1 };
	session_serve(&agent, &wire);
	close(ends[1]);
	got = recv(ends[0], answers, sizeof(answers) - 1, MSG_WAITALL);
	answers[got > 0 ? got : 0] = '\0';
	close(ends[0]);
	wire_free(&wire);
	arena_free(&agent.arena);
	handles_free(&agent.handles);
	return answers;
}

static bool answers_with(const char *request, const char *expected)
{
	const char *answer = serve(request);
	bool right = strstr(answer, expected);

	if (!right)
		fprintf(stderr, "%s\n", answer);
	return right;
}

static const char good[] =
	"{\"cmd\":\"run\",\"seq\":6,\"program\":{\"operations\":[{\"op\":\"fd.close\",\"args\":{\"fd\":\"x\"}}]}}\n";
static const char bad[] =
	"{\"cmd\":\"run\",\"seq\":7,\"program\":{\"operations\":[{\"op\":\"fd.close\",\"args\":{\"fd\":\"x\"}},"
	"{\"op\":\"module.unload\",\"args\":{\"name\":\"nosuch\"}}]}}\n";

void test_session(void)
{
	CHECK(answers_with("{\"cmd\":\"start\",\"version\":1}\n", "{\"version\":1,\"implementation\":{\"name\":"));
	CHECK(answers_with("{\"cmd\":\"start\",\"version\":1}\n", "\"operations\":[\"module.load\","));
	CHECK(answers_with("{\"cmd\":\"start\",\"version\":2}\n", "{\"error\":"));
	CHECK(answers_with("{\"cmd\":\"stop\"}\n{\"cmd\":\"start\",\"version\":1}\n", "{\"stopped\":true,\"residue\":[]}\n"));
	CHECK(!strstr(answers, "version"));
	CHECK(answers_with("nonsense\n{\"cmd\":\"stop\"}\n", "{\"error\":\"not JSON"));
	CHECK(strstr(answers, "{\"stopped\":true"));
	CHECK(answers_with("[]\n", "{\"error\":") && answers_with("{\"cmd\":\"run\"}\n", "{\"error\":"));
	CHECK(answers_with("{\"cmd\":\"run\",\"seq\":3}\n", "{\"seq\":3,\"error\":"));
	CHECK(answers_with("{\"cmd\":\"run\",\"seq\":3,\"program\":{\"operations\":[]}}\n",
			   "{\"seq\":3,\"history\":{\"steps\":[],\"residue\":[]}}\n"));
	CHECK(answers_with("{\"cmd\":\"run\",\"seq\":4,\"program\":{\"operations\":[{\"op\":\"no.such\"}]}}\n",
			   "{\"seq\":4,\"error\":\"operation 0: there is no operation no.such\"}"));
	CHECK(answers_with(good, "{\"seq\":6,\"history\":{\"steps\":[{\"outcome\":{\"ret\":-9},\"start\":"));
	CHECK(answers_with(bad, "{\"seq\":7,\"error\":\"operation 1 (module.unload): the argument name cannot be nosuch\"}"));
}
