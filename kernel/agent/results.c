// SPDX-License-Identifier: GPL-2.0
/*
 * What the rounds of a race showed, each distinct result once. Ids are numbered anew in every round,
 * in the order in which they appear, and times do not count.
 */
#include "results.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kmsg.h"

#define MAX_IDS 256

struct numbering {
	struct {
		enum object_kind kind;
		uint32_t id;
	} seen[MAX_IDS];
	size_t count;
};

/* 0 stays 0: no object has it. */
static size_t number_of(struct numbering *ids, const struct told_id *told)
{
	size_t i;

	if (!told->id)
		return 0;
	for (i = 0; i < ids->count; i++)
		if (ids->seen[i].kind == told->kind && ids->seen[i].id == told->id)
			return i + 1;
	if (ids->count == MAX_IDS)
		return MAX_IDS + told->id;
	ids->seen[ids->count].kind = told->kind;
	ids->seen[ids->count++].id = told->id;
	return ids->count;
}

static void add_value(struct text *key, const struct step *step, struct numbering *ids)
{
	size_t at = 0, i;

	for (i = 0; i < step->ids.count; i++) {
		const struct told_id *told = &step->ids.list[i];

		text_add(key, step->value.data + at, told->at - at);
		text_printf(key, "#%zu", number_of(ids, told));
		at = told->at + told->length;
	}
	text_add(key, step->value.data + at, step->value.length - at);
}

/* Of the kernel log only whether it reports a fault: other lines come once a boot, or differ. */
static void add_part(struct text *key, const struct part *part, struct numbering *ids)
{
	size_t i;

	for (i = 0; i < part->count; i++) {
		const struct step *step = &part->steps[i];

		text_add(key, (const char *)&step->ret, sizeof(step->ret));
		if (step->log.length && kmsg_is_splat(step->log.data))
			text_add(key, "!", 1);
		if (step_has_value(step))
			add_value(key, step, ids);
		text_add(key, "\n", 1);
	}
}

static void add_residue(struct text *key, const struct text *residue)
{
	size_t i;

	for (i = 0; i < residue->length; i++)
		if (!isdigit((unsigned char)residue->data[i]))
			text_add(key, &residue->data[i], 1);
}

static void make_key(struct text *key, const struct race *race)
{
	struct numbering ids = { .count = 0 };
	size_t i;

	text_clear(key);
	add_part(key, &race->prefix, &ids);
	for (i = 0; i < race->thread_count; i++)
		add_part(key, &race->threads[i], &ids);
	add_part(key, &race->suffix, &ids);
	add_residue(key, &race->residue);
}

/* FNV-1a. */
static uint64_t hash_of(const struct text *key)
{
	uint64_t hash = 0xcbf29ce484222325ULL;
	size_t i;

	for (i = 0; i < key->length; i++)
		hash = (hash ^ (unsigned char)key->data[i]) * 0x100000001b3ULL;
	return hash;
}

static void tell_part(struct text *to, const struct part *part)
{
	size_t i;

	text_add(to, "[", 1);
	for (i = 0; i < part->count; i++)
		step_tell(&part->steps[i], to);
	text_add(to, "]", 1);
}

static char *history_of(const struct race *race)
{
	struct text to = { 0 };
	size_t i;

	text_printf(&to, "{\"prefix\":");
	tell_part(&to, &race->prefix);
	text_printf(&to, ",\"threads\":[");
	for (i = 0; i < race->thread_count; i++) {
		text_separate(&to);
		tell_part(&to, &race->threads[i]);
	}
	text_printf(&to, "],\"suffix\":");
	tell_part(&to, &race->suffix);
	text_printf(&to, ",\"residue\":[");
	text_add(&to, race->residue.length ? race->residue.data : "", race->residue.length);
	text_printf(&to, "]}");
	return to.data;
}

static struct result *result_find(struct results *results, uint64_t hash)
{
	const struct text *key = &results->key;
	size_t i;

	for (i = 0; i < results->count; i++) {
		struct result *result = &results->list[i];

		if (result->hash == hash && result->length == key->length &&
		    !memcmp(result->key, key->data, key->length))
			return result;
	}
	return NULL;
}

static struct result *result_new(struct results *results, uint64_t hash)
{
	struct result *result;

	if (results->count == results->room) {
		results->room = results->room ? results->room * 2 : 16;
		results->list = realloc(results->list, results->room * sizeof(*results->list));
		if (!results->list) {
			fputs("agent: out of memory\n", stderr);
			exit(1);
		}
	}
	result = &results->list[results->count++];
	*result = (struct result){ .hash = hash, .length = results->key.length };
	/* The next key is written into a buffer of its own. */
	result->key = results->key.data;
	results->key = (struct text){ 0 };
	return result;
}

void results_add(struct results *results, const struct race *race)
{
	struct result *result;
	uint64_t hash;

	make_key(&results->key, race);
	hash = hash_of(&results->key);
	result = result_find(results, hash);
	if (!result) {
		result = result_new(results, hash);
		result->history = history_of(race);
	}
	result->count++;
}

void results_tell(const struct results *results, struct text *to)
{
	size_t i;

	text_add(to, "[", 1);
	for (i = 0; i < results->count; i++) {
		text_separate(to);
		text_printf(to, "{\"count\":%u,\"history\":", results->list[i].count);
		text_add(to, results->list[i].history, strlen(results->list[i].history));
		text_add(to, "}", 1);
	}
	text_add(to, "]", 1);
}

void results_free(struct results *results)
{
	size_t i;

	for (i = 0; i < results->count; i++) {
		free(results->list[i].key);
		free(results->list[i].history);
	}
	free(results->list);
	text_free(&results->key);
}
