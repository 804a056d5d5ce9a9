// SPDX-License-Identifier: GPL-2.0
/* Which rounds of a race show the same. */
#include "results.h"

#include <string.h>

#include "check.h"

static struct agent agent = { .kmsg = -1 };
static struct results results;
static struct step steps[3];

static void told(struct step *step, enum object_kind kind, uint32_t id)
{
	struct op op = { .value = &step->value, .ids = &step->ids };

	text_clear(&step->value);
	step->ids.count = 0;
	text_printf(&step->value, "{\"id\":");
	op_tell_id(&op, kind, id);
	text_printf(&step->value, "}");
}

/* A round in which the prefix bound one object, and each of two threads showed one. */
static void round_of(struct race *race, uint32_t prefix, uint32_t first, uint32_t second)
{
	told(&steps[0], OBJECT_MAP, prefix);
	told(&steps[1], OBJECT_MAP, first);
	told(&steps[2], OBJECT_MAP, second);
	results_add(&results, race);
}

static void test_ids(struct race *race)
{
	round_of(race, 5, 5, 6);
	round_of(race, 70, 70, 100);
	CHECK(results.count == 1 && results.list[0].count == 2);
	CHECK(strstr(results.list[0].history, "{\"prefix\":[{\"outcome\":{\"ret\":0,\"value\":{\"id\":5}}"));
	round_of(race, 70, 100, 70);
	round_of(race, 7, 7, 7);
	CHECK(results.count == 3);
	/* Objects of two kinds may have one number, as two of a kind may not. */
	told(&steps[2], OBJECT_LINK, 7);
	results_add(&results, race);
	CHECK(results.count == 3 && results.list[0].count == 3);
	told(&steps[2], OBJECT_LINK, 0);
	results_add(&results, race);
	CHECK(results.count == 4);
}

static void test_outcomes(struct race *race)
{
	size_t before = results.count;

	round_of(race, 1, 1, 1);
	steps[1].ret = -16;
	results_add(&results, race);
	CHECK(results.count == before + 1);
	/* What a failure would have told is nobody's business. */
	told(&steps[1], OBJECT_MAP, 9);
	results_add(&results, race);
	CHECK(results.count == before + 1 && results.list[before].count == 2);
	steps[1].start = steps[1].end = 77;
	text_printf(&steps[1].log, "\"soc_a: loading out-of-tree module\"");
	results_add(&results, race);
	CHECK(results.list[before].count == 3);
	text_printf(&steps[1].log, ",\"BUG: KASAN: use-after-free in x+0x12\"");
	results_add(&results, race);
	CHECK(results.count == before + 2 && strstr(results.list[before + 1].history, "KASAN"));
	text_clear(&steps[1].log);
}

static void test_residue(struct race *race)
{
	size_t before = results.count;

	text_printf(&race->residue, "\"map 12 (soc_plain_ops) is still there\"");
	results_add(&results, race);
	text_clear(&race->residue);
	text_printf(&race->residue, "\"map 345 (soc_plain_ops) is still there\"");
	results_add(&results, race);
	CHECK(results.count == before + 1 && results.list[before].count == 2);
	CHECK(strstr(results.list[before].history, "\"residue\":[\"map 12 (soc_plain_ops)"));
}

void test_results(void)
{
	struct race race = {
		.agent = &agent,
		.prefix = { steps, 1 },
		.threads = { { steps + 1, 1 }, { steps + 2, 1 } },
		.thread_count = 2,
	};
	struct text told = { 0 };

	test_ids(&race);
	test_outcomes(&race);
	test_residue(&race);
	results_tell(&results, &told);
	CHECK(!strncmp(told.data, "[{\"count\":3,\"history\":{", 23));
	text_free(&told);
	race_free(&race);
	results_free(&results);
}
