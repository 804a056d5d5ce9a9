// SPDX-License-Identifier: GPL-2.0
/* The threads of a race: starting together, and a little apart. */
#include "crew.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>

#include "leftovers.h"

#define CALIBRATION_LOOPS 20000
/* Longer than most prefixes take. Where there are more threads than processors, nobody looks. */
#define PATIENCE_US 300

#define PHASES_BETWEEN_TRIES 128

/* Delays are below one of these, so that both near and clear orders come up. */
static const uint32_t spreads_ns[] = { 0, 0, 1000, 4000, 15000, 50000 };
/* Long enough to find another thread in a callback that is held. */
#define HELD_SPREAD_NS 1000000
/* From here on the processor is left to others. */
#define SLEEP_NS 200000

static void loop(uint64_t times)
{
	while (times--)
		__asm__ volatile("" ::: "memory");
}

static uint64_t measure_loops(void)
{
	uint64_t best = UINT64_MAX;
	int i;

	for (i = 0; i < 5; i++) {
		uint64_t start = now_ns(), took;

		loop(CALIBRATION_LOOPS);
		took = now_ns() - start;
		best = took < best ? took : best;
	}
	return CALIBRATION_LOOPS * 1000ULL / (best ? best : 1) + 1;
}

/* Marsaglia's xorshift64. */
static uint32_t racer_random(struct racer *racer)
{
	racer->random ^= racer->random << 13;
	racer->random ^= racer->random >> 7;
	racer->random ^= racer->random << 17;
	return racer->random >> 16;
}

static uint32_t racer_spread(struct racer *racer)
{
	const size_t count = sizeof(spreads_ns) / sizeof(spreads_ns[0]);
	uint32_t held_ns = holds_longest_ms(&racer->crew->race->holds) * 1000000U;

	/* A module needs some time to get as far as its init. */
	switch (held_ns ? racer_random(racer) % 4 : 0) {
	case 1:
		return HELD_SPREAD_NS;
	case 2:
		return held_ns / 2;
	default:
		return spreads_ns[racer_random(racer) % count];
	}
}

static void racer_delay(struct racer *racer)
{
	uint32_t spread = racer_spread(racer), delay = spread ? racer_random(racer) % spread : 0;

	if (delay >= SLEEP_NS)
		pause_ns(delay);
	else
		loop(delay * racer->crew->loops_per_us / 1000);
}

static void racer_start(struct racer *racer)
{
	struct crew *crew = racer->crew;

	racer->started = true;
	meet_advance(&crew->arrived);
	meet_wait(&crew->arrived, crew->round * crew->count, crew->patience);
}

/* The first call waits for that of every other thread: all is prepared then, on every side. */
static void racer_ready(struct op *op)
{
	struct racer *racer = (void *)((char *)op - offsetof(struct racer, op));

	if (!racer->started)
		racer_start(racer);
	racer_delay(racer);
}

static void racer_run(struct racer *racer)
{
	struct crew *crew = racer->crew;
	struct race *race = crew->race;
	size_t i;

	arena_reset(&racer->arena);
	racer->traces = (struct traces){ 0 };
	racer->started = false;
	for (i = 0; i < racer->part->count && !racer->error; i++) {
		struct step *step = &racer->part->steps[i];
		const char *error;

		racer->op.ready = racer_ready;
		watchdog_thread_begin(racer->index, race->seq, i);
		error = step_run(step, &racer->op);
		watchdog_thread_end(racer->index);
		if (error)
			racer->error = arena_printf(&racer->arena, "thread %zu, operation %zu (%s): %s",
						    racer->index, i, step->definition->name, error);
	}
	if (!racer->started)
		racer_start(racer);
	/* The one that is left, perhaps in a hold, has nobody to wait for. */
	if (meet_count(&crew->finished) + 2 == crew->round * crew->count)
		holds_end(&race->holds);
	/* The next round may begin at once: nothing is looked at behind this. */
	meet_advance(&crew->finished);
}

static void *racer_main(void *arg)
{
	struct racer *racer = arg;
	struct crew *crew = racer->crew;
	uint32_t phase = 0, idle = 0;

	for (;;) {
		/* Between rounds it pays to look as long as it paid the last time; try now and then. */
		if (phase % PHASES_BETWEEN_TRIES == 0)
			idle = crew->patience;
		if (meet_wait(&crew->phase, phase + 1, idle))
			idle /= 2;
		meet_wait(&crew->phase, phase += 2, crew->patience);
		if (crew->over)
			return NULL;
		racer_run(racer);
	}
}

/* The index-th of the processors that the agent may use, over and over. */
static cpu_set_t processor(const struct crew *crew, size_t index)
{
	size_t left = index % CPU_COUNT(&crew->allowed);
	cpu_set_t set;
	int cpu = 0;

	while (!CPU_ISSET(cpu, &crew->allowed) || left--)
		cpu++;
	CPU_ZERO(&set);
	CPU_SET(cpu, &set);
	return set;
}

static void racer_init(struct crew *crew, size_t index)
{
	struct race *race = crew->race;
	struct racer *racer = &crew->racers[index];

	*racer = (struct racer){
		.crew = crew,
		.index = index,
		.part = &race->threads[index],
		.handles = { .outer = &race->agent->handles },
		/* Any number but zero; golden-ratio steps keep the threads' numbers apart. */
		.random = (race->seed + 1) * 0x9e3779b97f4a7c15ULL + index * 0xbf58476d1ce4e5b9ULL,
	};
	if (!racer->random)
		racer->random = 1;
	racer->op = (struct op){
		.agent = race->agent,
		.arena = &racer->arena,
		.handles = &racer->handles,
		.traces = &racer->traces,
		.holds = &race->holds,
	};
}

const char *crew_start(struct crew *crew, struct race *race)
{
	cpu_set_t own;
	size_t i;

	*crew = (struct crew){ .race = race };
	sched_getaffinity(0, sizeof(crew->allowed), &crew->allowed);
	crew->loops_per_us = measure_loops();
	if ((size_t)CPU_COUNT(&crew->allowed) >= race->thread_count)
		crew->patience = PATIENCE_US * crew->loops_per_us;
	own = processor(crew, 0);
	sched_setaffinity(0, sizeof(own), &own);
	for (i = 0; i < race->thread_count; i++)
		racer_init(crew, i);
	for (crew->count = 1; crew->count < race->thread_count; crew->count++) {
		struct racer *racer = &crew->racers[crew->count];
		cpu_set_t set = processor(crew, crew->count);
		int err = pthread_create(&racer->id, NULL, racer_main, racer);

		if (err)
			return strerror(err);
		pthread_setaffinity_np(racer->id, sizeof(set), &set);
	}
	return NULL;
}

static void take_traces(struct traces *to, const struct traces *from)
{
	int module;

	for (module = 0; module < MODULE_COUNT; module++)
		to->loaded[module] |= from->loaded[module];
	to->tried_load |= from->tried_load;
	to->made_maps |= from->made_maps;
	to->made_links |= from->made_links;
	to->made_pins |= from->made_pins;
	to->assoc_maps |= from->assoc_maps;
}

/* What a thread closed was open to the others until all had ended. */
static void mark_closed(struct handles *handles, const struct part *part)
{
	size_t i;

	for (i = 0; i < part->count; i++) {
		const struct step *step = &part->steps[i];
		const char *name = json_string(step->args, "fd");
		struct handle *handle = name ? handles_find(handles, name) : NULL;

		if (handle && !step->ret && !strcmp(step->definition->name, "fd.close"))
			handle->fd = CLOSED_FD;
	}
}

void crew_stand_by(struct crew *crew)
{
	meet_advance(&crew->phase);
}

void crew_round(struct crew *crew)
{
	struct race *race = crew->race;
	struct agent *agent = race->agent;
	size_t i;

	crew->round++;
	meet_advance(&crew->phase);
	racer_run(&crew->racers[0]);
	meet_wait(&crew->finished, crew->round * crew->count, crew->patience);
	for (i = 0; i < crew->count; i++) {
		struct racer *racer = &crew->racers[i];

		handles_take(&agent->handles, &racer->handles);
		take_traces(&agent->traces, &racer->traces);
		if (race->closes)
			mark_closed(&agent->handles, racer->part);
		if (racer->error && !race->error)
			race->error = arena_printf(&agent->arena, "%s", racer->error);
	}
}

void crew_stop(struct crew *crew)
{
	size_t i;

	crew->over = true;
	meet_advance(&crew->phase);
	meet_advance(&crew->phase);
	for (i = 0; i < crew->race->thread_count; i++) {
		if (i > 0 && i < crew->count)
			pthread_join(crew->racers[i].id, NULL);
		handles_free(&crew->racers[i].handles);
		arena_free(&crew->racers[i].arena);
	}
	sched_setaffinity(0, sizeof(crew->allowed), &crew->allowed);
}
