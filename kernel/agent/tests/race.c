// SPDX-License-Identifier: GPL-2.0
/* Races as they are read. */
#include "race.h"

#include <string.h>

#include "check.h"

static struct agent agent = { .kmsg = -1 };

/* Reads a request with the given prefix, threads, suffix and further members. */
static const char *read_race(struct race *race, const char *prefix, const char *threads,
			     const char *suffix, const char *more)
{
	const char *error, *text = arena_printf(
		&agent.arena,
		"{\"rounds\":3,\"race\":{\"prefix\":[%s],\"threads\":[%s],\"suffix\":[%s]}%s}", prefix,
		threads, suffix, more);

	return race_read(race, &agent, json_parse(&agent.arena, text, strlen(text), &error));
}

static bool refuses(const char *threads, const char *more, const char *why)
{
	struct race race;
	const char *error = read_race(&race, "", threads, "", more);

	race_free(&race);
	return error && !strcmp(error, why);
}

#define LOAD   "{\"op\":\"module.load\",\"args\":{\"name\":\"soc_a\"}}"
#define OP(op) "{\"op\":\"" op "\",\"args\":{}}"
#define HOLDS(hold) ",\"holds\":[" hold "]"

static void test_refused(void)
{
	CHECK(refuses("[]", "", "a race has at least two threads"));
	CHECK(refuses("[],[],[],[],[]", "", "a race has at most four threads"));
	CHECK(refuses("[],[" OP("link.poll") "," OP("none.such") "]", "",
		      "thread 1, operation 1: there is no operation none.such"));
	CHECK(refuses("[],7", "", "the race has no list of operations for thread 1"));
	CHECK(refuses("[],[" OP("quiesce") "]", "",
		      "quiesce is not for threads: what it waits for is other threads' too"));
	CHECK(refuses("[],[]", HOLDS("{}"), "a hold names no module of the suite"));
	CHECK(refuses("[],[]", HOLDS("{\"module\":\"soc_a\",\"at\":\"lunch\",\"ms\":5}"),
		      "a hold is at reg, unreg, update, validate, init_member, init or exit"));
	CHECK(refuses("[],[]", HOLDS("{\"module\":\"soc_a\",\"at\":\"reg\",\"ms\":201}"),
		      "a hold takes 1 to 200 ms"));
}

static size_t keepable(const char *prefix, const char *threads, const char *suffix)
{
	struct race race;
	size_t loads;

	CHECK(!read_race(&race, prefix, threads, suffix, ""));
	loads = race.keep.most;
	race_free(&race);
	return loads;
}

static void test_keepable(void)
{
	CHECK(keepable("", "[],[]", "") == 0);
	CHECK(keepable(LOAD, "[],[]", "") == 1);
	CHECK(keepable(LOAD "," LOAD "," OP("btf.open"), "[],[]", OP("module.log")) == 3);
	CHECK(keepable(LOAD "," OP("btf.open") "," LOAD, "[],[]", "") == 0);
	CHECK(keepable(LOAD, "[],[" OP("module.unload") "]", "") == 0);
	CHECK(keepable(LOAD, "[" OP("module.info") "],[]", "") == 0);
	CHECK(keepable(LOAD, "[],[]", OP("quiesce")) == 0);
}

#define PLAIN "{\"op\":\"map.create\",\"result\":\"m\",\"args\":{}}"
#define LINKABLE "{\"op\":\"map.create\",\"result\":\"m\",\"args\":{\"link\":true}}"
#define UPDATE "{\"op\":\"map.update\",\"args\":{\"map\":\"m\"}}"
#define MADE  LOAD "," OP("btf.open") "," OP("prog.load")

static void test_keepable_objects(void)
{
	CHECK(keepable(MADE, "[],[]", "") == 3);
	CHECK(keepable(MADE "," OP("link.create"), "[],[]", "") == 3);
	CHECK(keepable(MADE, "[" OP("fd.close") "],[]", "") == 1);
	CHECK(keepable(MADE, "[" OP("prog.bind") "],[]", "") == 1);
	CHECK(keepable(MADE "," LINKABLE, "[],[]", OP("map.freeze")) == 1);
	/* A map that nobody updates stays what it is; one that somebody may is made again. */
	CHECK(keepable(MADE "," PLAIN, "[" OP("map.lookup") "],[]", "") == 4);
	CHECK(keepable(MADE "," PLAIN, "[" UPDATE "],[]", "") == 3);
	CHECK(keepable(MADE "," LINKABLE, "[" UPDATE "],[]", "") == 3);
	/* READY is for ever, INUSE is a registration. */
	CHECK(keepable(MADE "," LINKABLE "," UPDATE "," OP("link.create"), "[" UPDATE "],[]", "") == 5);
	CHECK(keepable(MADE "," PLAIN "," UPDATE, "[],[]", "") == 3);
	CHECK(keepable(OP("btf.open"), "[],[]", "") == 1);
}

static void test_holds(void)
{
	struct race race;

	CHECK(!read_race(&race, "", "[],[]", "",
			 HOLDS("{\"module\":\"soc_a\",\"at\":\"reg\",\"ms\":20},"
			       "{\"module\":\"soc_b\",\"at\":\"init\",\"ms\":9}")));
	CHECK(race.holds.count == 2 && race.holds.list[0].ms == 20);
	CHECK(holds_longest_ms(&race.holds) == 20);
	CHECK(!holds_init_ms(&race.holds, MODULE_A) && holds_init_ms(&race.holds, MODULE_B) == 9);
	/* There is no such module here, so there is nothing to hold and nothing to end. */
	holds_set(&race.holds);
	holds_end(&race.holds);
	race_free(&race);
}

void test_race(void)
{
	test_refused();
	test_keepable();
	test_keepable_objects();
	test_holds();
	arena_free(&agent.arena);
}
