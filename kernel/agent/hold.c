// SPDX-License-Identifier: GPL-2.0
/* Windows of a race that are held open. */
#include "hold.h"

#include <stdio.h>
#include <string.h>

#include "agent.h"
#include "control.h"

#define MAX_MS 200

static const char *const places[] = { "reg",	     "unreg", "update", "validate",
				      "init_member", "init",  "exit",	NULL };

/* The position of the word in a list that a NULL ends, or -1. */
static int position(const char *word, const char *const *words, int count)
{
	int i;

	for (i = 0; word && i < count && words[i]; i++)
		if (!strcmp(word, words[i]))
			return i;
	return -1;
}

static const char *hold_read(struct hold *hold, const struct json *from)
{
	const struct json *ms = json_member(from, "ms");
	int at = position(json_string(from, "at"), places, sizeof(places) / sizeof(places[0]));

	hold->module = position(json_string(from, "module"), module_names, MODULE_COUNT);
	if (hold->module < 0)
		return "a hold names no module of the suite";
	if (at < 0)
		return "a hold is at reg, unreg, update, validate, init_member, init or exit";
	if (!ms || ms->kind != JSON_NUMBER || ms->number < 1 || ms->number > MAX_MS)
		return "a hold takes 1 to 200 ms";
	hold->at = places[at];
	hold->ms = ms->number;
	return NULL;
}

const char *holds_read(struct holds *holds, const struct json *list)
{
	const struct json *hold;

	if (!list)
		return NULL;
	if (list->kind != JSON_LIST)
		return "holds is a list";
	for (hold = list->first; hold; hold = hold->next) {
		const char *error;

		if (holds->count == MAX_HOLDS)
			return "a race has at most eight holds";
		error = hold_read(&holds->list[holds->count++], hold);
		if (error)
			return error;
	}
	return NULL;
}

void holds_set(const struct holds *holds)
{
	char text[32];
	size_t i;

	for (i = 0; i < holds->count; i++) {
		const struct hold *hold = &holds->list[i];

		/* Of a module that is not loaded, there is nothing to hold yet. */
		snprintf(text, sizeof(text), "%s %d", hold->at, hold->ms);
		control_write(module_names[hold->module], "hold", text);
	}
}

void holds_end(const struct holds *holds)
{
	size_t i;

	for (i = 0; i < holds->count; i++)
		control_write(module_names[holds->list[i].module], "hold", "none");
}

int holds_init_ms(const struct holds *holds, int module)
{
	size_t i;

	for (i = 0; i < holds->count; i++)
		if (holds->list[i].module == module && !strcmp(holds->list[i].at, "init"))
			return holds->list[i].ms;
	return 0;
}

int holds_longest_ms(const struct holds *holds)
{
	int longest = 0;
	size_t i;

	for (i = 0; i < holds->count; i++)
		if (holds->list[i].ms > longest)
			longest = holds->list[i].ms;
	return longest;
}
