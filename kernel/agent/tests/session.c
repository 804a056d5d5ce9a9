// SPDX-License-Identifier: GPL-2.0
/* The protocol, with programs that any user on any kernel may run. */
#include "session.h"

#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "attr.h"
#include "check.h"

static struct agent agent;
static char answers[65536];
/* What the next agents lack. */
static const char *lacks;
static bool unfit;

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
	agent = (struct agent){ .kmsg = -1, .unfit = unfit };
	if (lacks)
		text_printf(&agent.lacks, "%s", lacks);
	session_serve(&agent, &wire);
	close(ends[1]);
	got = recv(ends[0], answers, sizeof(answers) - 1, MSG_WAITALL);
	answers[got > 0 ? got : 0] = '\0';
	close(ends[0]);
	wire_free(&wire);
	arena_free(&agent.arena);
	handles_free(&agent.handles);
	text_free(&agent.lacks);
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

#define RUN(seq, operations)                                                                       \
	"{\"cmd\":\"run\",\"seq\":" seq ",\"program\":{\"operations\":[" operations "]}}\n"
#define CLOSE  "{\"op\":\"fd.close\",\"args\":{\"fd\":\"x\"}}"
#define UNLOAD "{\"op\":\"module.unload\",\"args\":{\"name\":\"nosuch\"}}"

static void test_programs(void)
{
	CHECK(answers_with("{\"cmd\":\"run\",\"seq\":3}\n", "{\"seq\":3,\"error\":"));
	CHECK(answers_with(RUN("3", ""),
			   "{\"seq\":3,\"history\":{\"steps\":[],\"residue\":[]}}\n"));
	CHECK(answers_with(RUN("4", "{\"op\":\"no.such\"}"),
			   "{\"seq\":4,\"error\":\"operation 0: there is no operation no.such\"}"));
	CHECK(answers_with(RUN("5", CLOSE), "{\"steps\":[{\"outcome\":{\"ret\":-9},\"start\":"));
	CHECK(answers_with(
		RUN("6", CLOSE "," UNLOAD),
		"{\"seq\":6,\"error\":\"operation 1 (module.unload): the argument name"));
}

#define RACE(seq, rounds, more)                                                                    \
	"{\"cmd\":\"race\",\"seq\":" seq ",\"rounds\":" rounds ",\"seed\":7,\"race\":{" more "}}\n"
#define THREADS(first, second) "\"threads\":[[" first "],[" second "]]"

static void test_races(void)
{
	CHECK(answers_with(RACE("1", "9", ""), "{\"seq\":1,\"error\":"));
	CHECK(answers_with(RACE("2", "50", "\"prefix\":[]," THREADS(CLOSE, CLOSE) ",\"suffix\":[]"),
			   "{\"seq\":2,\"race\":{\"rounds\":50,\"results\":[{\"count\":50,\"history\":"
			   "{\"prefix\":[],\"threads\":[[{\"outcome\":{\"ret\":-9},\"start\":"));
	CHECK(strstr(answers, "}]],\"suffix\":[],\"residue\":[]}}]}}\n"));
	CHECK(answers_with(RACE("3", "2", "\"prefix\":[]," THREADS(CLOSE, UNLOAD) ",\"suffix\":[]"),
			   "{\"seq\":3,\"error\":\"thread 1, operation 0 (module.unload): the argument"));
	CHECK(answers_with(RACE("4", "2", "\"prefix\":[" UNLOAD "]," THREADS("", "") ",\"suffix\":[]"),
			   "{\"seq\":4,\"error\":\"the prefix, operation 0 (module.unload): the arg"));
}

#define EXEC(seq, words) "{\"cmd\":\"exec\",\"seq\":" seq ",\"argv\":[" words "]}\n"
#define SHELL(script)	 "\"sh\",\"-c\",\"" script "\""

static void test_exec(void)
{
	CHECK(answers_with(EXEC("1", SHELL("printf 'a\\nb'; echo c >&2; exit 3")),
			   "{\"seq\":1,\"exec\":{\"status\":3,\"signal\":null,"
			   "\"stdout\":\"a\\u000ab\",\"stderr\":\"c\\u000a\"}}\n"));
	CHECK(answers_with(EXEC("2", SHELL("kill -SEGV $$")),
			   "\"status\":null,\"signal\":\"SIGSEGV\""));
	CHECK(answers_with(EXEC("3", "\"/no/such\""), "\"status\":127"));
	CHECK(answers_with(EXEC("4", SHELL("yes")), "{\"seq\":4,\"error\":\"said more"));
	CHECK(answers_with(EXEC("5", ""), "{\"seq\":5,\"error\":\"argv"));
	CHECK(answers_with(EXEC("6", "1"), "{\"seq\":6,\"error\":\"argv"));
}

/* BPF_PROG_BIND_MAP and BPF_PROG_ASSOC_STRUCT_OPS take the same three words in different orders. */
static void test_attr(void)
{
	union attr attr = { .assoc = { .map_fd = 1, .prog_fd = 2, .flags = 3 } };

	CHECK(attr.bind_map.prog_fd == 1 && attr.bind_map.map_fd == 2);
	CHECK(attr.bind_map.flags == 3);
	attr = (union attr){ .assoc = { .flags = 3 } };
	CHECK(attr.bytes[8] == 3 && !attr.bytes[0] && !attr.bytes[4]);
}

static void test_lacks(void)
{
	lacks = "{\"premise\":\"jit\"}";
	CHECK(answers_with("{\"cmd\":\"start\",\"version\":1}\n",
			   "],\"races\":true,\"lacks\":[{\"premise\":\"jit\"}]}\n"));
	CHECK(answers_with(RUN("3", ""), "{\"seq\":3,\"history\":"));
	unfit = true;
	CHECK(answers_with(RUN("3", ""), "{\"seq\":3,\"error\":\"nothing is run here"));
	CHECK(answers_with(RACE("4", "2", "\"prefix\":[]," THREADS("", "") ",\"suffix\":[]"),
			   "{\"seq\":4,\"error\":\"nothing is run here"));
	CHECK(answers_with("{\"cmd\":\"stop\"}\n", "{\"stopped\":true"));
	lacks = NULL;
	unfit = false;
}

void test_session(void)
{
	test_attr();
	CHECK(answers_with("{\"cmd\":\"start\",\"version\":1}\n",
			   "{\"version\":1,\"implementation\":{"));
	CHECK(strstr(answers, "\"operations\":[\"module.load\","));
	CHECK(strstr(answers, "],\"races\":true}\n"));
	CHECK(strstr(answers, "\"prog.load_syscall\",\"prog.assoc\","));
	CHECK(answers_with("{\"cmd\":\"start\",\"version\":2}\n", "{\"error\":"));
	CHECK(answers_with("{\"cmd\":\"stop\"}\n[]\n", "{\"stopped\":true,\"residue\":[]}\n"));
	CHECK(!strstr(answers, "error"));
	CHECK(answers_with("nonsense\n{\"cmd\":\"stop\"}\n", "{\"error\":\"not JSON"));
	CHECK(strstr(answers, "{\"stopped\":true"));
	CHECK(answers_with("[]\n", "{\"error\":"));
	CHECK(answers_with("{\"cmd\":\"run\"}\n", "{\"error\":"));
	test_programs();
	test_races();
	test_exec();
	test_lacks();
}
