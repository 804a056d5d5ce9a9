// SPDX-License-Identifier: GPL-2.0
/* Which steps of the prefix may stay from one round of a race to the next. */
#include <string.h>

#include "race_keep.h"

/* What changes a module, or shows the references that freed maps of earlier rounds still hold. */
static const char *const change_modules[] = { "module.load", "module.unload", "module.register",
					      "module.info", "quiesce",	      NULL };
/* What takes a descriptor away, or changes a map or a program for good. */
static const char *const change_objects[] = { "fd.close", "map.freeze", "prog.bind", "prog.assoc",
					      NULL };
/* What makes something that stays as it is. */
static const char *const make_objects[] = { "btf.open",	       "btf.load",   "prog.load",
					    "prog.load_syscall", "map.create", NULL };

static bool is(const struct step *step, const char *name)
{
	return !strcmp(step->definition->name, name);
}

static bool is_one_of(const struct step *step, const char *const *names)
{
	while (*names && !is(step, *names))
		names++;
	return *names;
}

static bool has_one_of(const struct race *race, size_t from, const char *const *names)
{
	while (*names && !race_has(race, from, *names))
		names++;
	return *names;
}

static bool is_link_map(const struct step *step)
{
	const struct json *link = json_member(step->args, "link");

	return is(step, "map.create") && link && link->kind == JSON_BOOLEAN && link->boolean;
}

/* Whether the step updates the map that the other creates. */
static bool updates(const struct step *update, const struct step *create)
{
	const char *map = json_string(update->args, "map");

	return is(update, "map.update") && map && create->result && !strcmp(map, create->result);
}

/* An update of a link map makes it READY, which is for ever; that of another registers it. */
static bool updates_link_map(const struct race *race, size_t at)
{
	size_t i;

	for (i = 0; i < at; i++)
		if (is_link_map(&race->prefix.steps[i]) &&
		    updates(&race->prefix.steps[at], &race->prefix.steps[i]))
			return true;
	return false;
}

static bool is_ready(const struct race *race, size_t create, size_t end)
{
	size_t i;

	for (i = create; i < end; i++)
		if (is_link_map(&race->prefix.steps[create]) &&
		    updates(&race->prefix.steps[i], &race->prefix.steps[create]))
			return true;
	return false;
}

/* The first map that may still be updated behind `end`; `end` when there is none. */
static size_t first_unready(const struct race *race, size_t from, size_t end)
{
	size_t i;

	for (i = from; i < end; i++)
		if (is(&race->prefix.steps[i], "map.create") && !is_ready(race, i, end) &&
		    race_has(race, end, "map.update"))
			return i;
	return end;
}

static size_t keepable_objects(const struct race *race, size_t from)
{
	size_t end = from, unready;

	if (has_one_of(race, 0, change_objects))
		return from;
	while (end < race->prefix.count &&
	       (is_one_of(&race->prefix.steps[end], make_objects) || updates_link_map(race, end)))
		end++;
	while ((unready = first_unready(race, from, end)) < end)
		end = unready;
	return end;
}

struct keep keep_plan(const struct race *race)
{
	struct keep keep = { .logs = { -1, -1, -1 } };
	size_t loads = 0;

	while (loads < race->prefix.count && is(&race->prefix.steps[loads], "module.load"))
		loads++;
	if (has_one_of(race, loads, change_modules))
		return keep;
	keep.loads = loads;
	keep.most = keepable_objects(race, loads);
	return keep;
}
