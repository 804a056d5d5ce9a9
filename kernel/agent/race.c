// SPDX-License-Identifier: GPL-2.0
/* A race: its rounds, and the answer to the request. */
#include "race.h"

#include <string.h>

#include "crew.h"
#include "kmsg.h"
#include "leftovers.h"
#include "race_keep.h"
#include "results.h"

/* The host takes a long silence for death. */
#define TIME_LIMIT_NS 10000000000ULL
/* So often the modules are unloaded in between: what pins one is found then. */
#define ROUNDS_BETWEEN_UNLOADS 1000
/* Descriptors that threads close are out of the way of those that the kernel hands out. */
#define FIRST_LIFTED_FD 512

/* Prefix and suffix run as programs do. False when an operation could not be tried. */
static bool run_alone(struct race *race, struct part *part, size_t from, size_t to,
		      const char *where)
{
	size_t i;

	for (i = from; i < to; i++) {
		struct step *step = &part->steps[i];
		struct op op = agent_op(race->agent);
		const char *error;

		op.arena = &race->arena;
		watchdog_begin(race->seq, part == &race->prefix ? "prefix" : "suffix", i);
		error = step_run(step, &op);
		watchdog_end();
		if (!error)
			continue;
		race->error = arena_printf(&race->agent->arena, "%s, operation %zu (%s): %s", where,
					   i, step->definition->name, error);
		return false;
	}
	return true;
}

/* Steps that stay for further rounds go on showing what the kernel said of them. */
static bool run_keepable(struct race *race)
{
	size_t i;

	/* What came too late for an earlier round or program. */
	kmsg_read_late(race->agent->kmsg, &race->late);
	for (i = 0; i < race->keep.most; i++) {
		if (!run_alone(race, &race->prefix, i, i + 1, "the prefix"))
			return false;
		kmsg_read(race->agent->kmsg, KMSG_WARNINGS, &race->prefix.steps[i].log);
		if (i + 1 == race->keep.loads || i + 1 == race->keep.most)
			keep_from(race, i + 1);
	}
	return true;
}

static void run_prefix(struct race *race)
{
	struct part *prefix = &race->prefix;
	struct keep *keep = &race->keep;
	uint64_t now = now_ns();
	size_t i;

	for (i = 0; i < keep->steps; i++)
		prefix->steps[i].start = prefix->steps[i].end = now;
	if (!keep->steps && !run_keepable(race))
		return;
	run_alone(race, prefix, keep->steps ? keep->steps : keep->most, prefix->count, "the prefix");
}

static struct step *last_step(struct race *race)
{
	size_t i = race->thread_count;

	if (race->suffix.count)
		return &race->suffix.steps[race->suffix.count - 1];
	while (i--)
		if (race->threads[i].count)
			return &race->threads[i].steps[race->threads[i].count - 1];
	return race->prefix.count ? &race->prefix.steps[race->prefix.count - 1] : NULL;
}

static void run_threads(struct race *race, struct crew *crew)
{
	if (race->closes)
		handles_lift(&race->agent->handles, FIRST_LIFTED_FD);
	if (race->holds.count)
		holds_set(&race->holds);
	crew_round(crew);
	if (race->holds.count)
		holds_end(&race->holds);
}

static void run_round(struct race *race, struct crew *crew)
{
	struct step *last = last_step(race);

	arena_reset(&race->arena);
	crew_stand_by(crew);
	run_prefix(race);
	if (!race->error)
		run_threads(race, crew);
	if (!race->error)
		run_alone(race, &race->suffix, 0, race->suffix.count, "the suffix");
	if (!last)
		return;
	if (race->late.length) {
		text_separate(&last->log);
		text_add(&last->log, race->late.data, race->late.length);
		text_clear(&race->late);
	}
	kmsg_read(race->agent->kmsg, KMSG_WARNINGS, &last->log);
}

static bool is_last(const struct race *race, uint32_t done, uint64_t end)
{
	return done == race->rounds || now_ns() >= end || race->error;
}

/* How many rounds were run. */
static uint32_t run_rounds(struct race *race, struct crew *crew, struct results *results)
{
	uint64_t end = now_ns() + TIME_LIMIT_NS;
	uint32_t done = 0;
	bool last;

	do {
		run_round(race, crew);
		last = is_last(race, ++done, end);
		watchdog_begin(race->seq, "reset", -1);
		keep_clean(race, last || done % ROUNDS_BETWEEN_UNLOADS == 0);
		watchdog_end();
		results_add(results, race);
	} while (!last);
	return done;
}

static void tell(struct text *answer, const struct race *race, uint32_t rounds,
		 const struct results *results)
{
	text_printf(answer, "{\"seq\":%lld", race->seq);
	if (race->error) {
		text_printf(answer, ",\"error\":");
		text_quoted(answer, race->error);
	} else {
		text_printf(answer, ",\"race\":{\"rounds\":%u,\"results\":", rounds);
		results_tell(results, answer);
		text_add(answer, "}", 1);
	}
	text_add(answer, "}", 1);
}

void race_run(struct agent *agent, const struct json *request, struct text *answer)
{
	struct results results = { 0 };
	uint32_t rounds = 0;
	struct race race;
	struct crew crew;

	race.error = race_read(&race, agent, request);
	if (!race.error) {
		race.error = crew_start(&crew, &race);
		if (!race.error)
			rounds = run_rounds(&race, &crew, &results);
		crew_stop(&crew);
	}
	tell(answer, &race, rounds, &results);
	results_free(&results);
	race_free(&race);
}
