// SPDX-License-Identifier: GPL-2.0
/* Races as requests describe them. */
#include "race.h"

#include <string.h>

#include "race_keep.h"

static const char *read_part(struct race *race, struct part *part, const struct json *list,
			     const char *where)
{
	struct arena *arena = &race->agent->arena;
	const struct json *operation;
	size_t index = 0;

	if (!list || list->kind != JSON_LIST)
		return arena_printf(arena, "the race has no list of operations for %s", where);
	for (operation = list->first; operation; operation = operation->next)
		part->count++;
	part->steps = arena_alloc(arena, part->count * sizeof(*part->steps));
	for (operation = list->first; operation; operation = operation->next) {
		const char *error = step_read(&part->steps[index], arena, operation);

		if (error)
			return arena_printf(arena, "%s, operation %zu: %s", where, index, error);
		index++;
	}
	return NULL;
}

static const char *read_threads(struct race *race, const struct json *threads)
{
	const struct json *thread;

	if (!threads || threads->kind != JSON_LIST)
		return "the race has no list of threads";
	for (thread = threads->first; thread; thread = thread->next) {
		const char *where, *error;

		if (race->thread_count == MAX_THREADS)
			return "a race has at most four threads";
		where = arena_printf(&race->agent->arena, "thread %zu", race->thread_count);
		error = read_part(race, &race->threads[race->thread_count++], thread, where);
		if (error)
			return error;
	}
	return race->thread_count < 2 ? "a race has at least two threads" : NULL;
}

static bool part_has(const struct part *part, size_t from, const char *name)
{
	size_t i;

	for (i = from; i < part->count; i++)
		if (!strcmp(part->steps[i].definition->name, name))
			return true;
	return false;
}

static bool threads_have(const struct race *race, const char *name)
{
	size_t i;

	for (i = 0; i < race->thread_count; i++)
		if (part_has(&race->threads[i], 0, name))
			return true;
	return false;
}

bool race_has(const struct race *race, size_t from, const char *name)
{
	return part_has(&race->prefix, from, name) || threads_have(race, name) ||
	       part_has(&race->suffix, 0, name);
}

static long long number_of(const struct json *request, const char *name, long long fallback)
{
	const struct json *number = json_member(request, name);

	return number && number->kind == JSON_NUMBER ? number->number : fallback;
}

const char *race_read(struct race *race, struct agent *agent, const struct json *request)
{
	const struct json *shape = json_member(request, "race");
	long long rounds = number_of(request, "rounds", 0);
	const char *error;

	*race = (struct race){ .agent = agent, .seq = number_of(request, "seq", 0) };
	race->seed = number_of(request, "seed", 0);
	if (rounds < 1 || rounds > UINT32_MAX)
		return "the number of rounds is not positive";
	race->rounds = rounds;
	error = read_part(race, &race->prefix, json_member(shape, "prefix"), "the prefix");
	if (!error)
		error = read_threads(race, json_member(shape, "threads"));
	if (!error)
		error = read_part(race, &race->suffix, json_member(shape, "suffix"), "the suffix");
	if (!error)
		error = holds_read(&race->holds, json_member(request, "holds"));
	if (error)
		return error;
	if (threads_have(race, "quiesce"))
		return "quiesce is not for threads: what it waits for is other threads' too";
	race->closes = threads_have(race, "fd.close");
	race->keep = keep_plan(race);
	return NULL;
}

static void part_free(struct part *part)
{
	size_t i;

	for (i = 0; i < part->count; i++)
		step_free(&part->steps[i]);
}

void race_free(struct race *race)
{
	size_t i;

	part_free(&race->prefix);
	for (i = 0; i < race->thread_count; i++)
		part_free(&race->threads[i]);
	part_free(&race->suffix);
	text_free(&race->residue);
	text_free(&race->late);
	arena_free(&race->arena);
}
