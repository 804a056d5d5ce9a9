// SPDX-License-Identifier: GPL-2.0
/* From one round of a race to the next. */
#include "race_keep.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "control.h"
#include "leftovers.h"
#include "reset.h"

#define PAUSE_BETWEEN_LOOKS_NS 1000000

static void logs_close(struct keep *keep)
{
	int module;

	for (module = 0; module < MODULE_COUNT; module++) {
		if (keep->logs[module] >= 0)
			close(keep->logs[module]);
		keep->logs[module] = -1;
	}
}

static int module_of(const struct step *load)
{
	const char *name = json_string(load->args, "name");
	int module;

	for (module = 0; name && module < MODULE_COUNT; module++)
		if (!strcmp(name, module_names[module]))
			return module;
	return -1;
}

/* Marks the logs of the modules that the prefix loaded, to be rewound after each round. */
static bool logs_mark(struct race *race)
{
	int *logs = race->keep.logs;
	size_t i;

	logs_close(&race->keep);
	for (i = 0; i < race->keep.loads; i++) {
		int module = module_of(&race->prefix.steps[i]);

		if (module < 0 || logs[module] >= 0)
			return false;
		logs[module] = control_open(module_names[module], "log", O_WRONLY);
		if (logs[module] < 0 || pwrite(logs[module], "mark", 4, 0) != 4)
			return false;
	}
	return true;
}

void keep_from(struct race *race, size_t steps)
{
	size_t i;

	for (i = 0; i < steps; i++)
		if (race->prefix.steps[i].ret)
			return;
	if (!logs_mark(race))
		return;
	race->keep.next = steps;
	race->keep.handles = race->agent->handles.count;
}

/* The module refuses as long as a value is registered, as when the kernel frees a link later. */
static void logs_rewind(struct race *race)
{
	uint64_t end = now_ns() + PATIENCE_NS;
	int module;

	for (module = 0; module < MODULE_COUNT; module++) {
		int fd = race->keep.logs[module];

		if (fd < 0)
			continue;
		while (pwrite(fd, "rewind", 6, 0) != 6) {
			if (now_ns() >= end)
				return residue_add(&race->residue,
						   "module %s still has a registered value",
						   module_names[module]);
			pause_ns(PAUSE_NS);
		}
	}
}

/* A map that stays is as it was when nothing in the kernel holds it but its descriptor. */
static void maps_settle(struct race *race)
{
	uint64_t end = now_ns() + PATIENCE_NS;
	size_t i;

	for (i = 0; i < race->keep.handles; i++) {
		const struct handle *handle = &race->agent->handles.list[i];
		const struct map_info info = { .value_size = handle->shape.value_size };
		uint32_t state;

		if (handle->kind != OBJECT_MAP)
			continue;
		while (map_kernel_refs(handle->fd, &info, &state)) {
			if (now_ns() >= end)
				return residue_add(&race->residue, "map %u is still referred to",
						   handle->id);
			pause_ns(PAUSE_NS);
		}
	}
}

/* The maps of many rounds are freed in groups, so patience is for the next that goes. */
static void drain(const char *module)
{
	uint64_t end = now_ns() + PATIENCE_NS;
	int least = module_refcnt(module), now;

	while ((now = module_refcnt(module)) > 0 && now_ns() < end) {
		if (now < least) {
			least = now;
			end = now_ns() + PATIENCE_NS;
		}
		pause_ns(PAUSE_BETWEEN_LOOKS_NS);
	}
}

/* Whether the system is as it was when the steps that stay had been run. */
static bool clean_but_kept(struct race *race)
{
	reset_objects(race->agent, race->keep.handles, &race->residue);
	if (!race->residue.length)
		logs_rewind(race);
	if (!race->residue.length)
		maps_settle(race);
	return !race->residue.length;
}

void keep_clean(struct race *race, bool last)
{
	struct keep *keep = &race->keep;
	int module;

	text_clear(&race->residue);
	keep->steps = last ? 0 : keep->next;
	if (keep->steps && clean_but_kept(race))
		return;
	race->agent->traces.made_maps |= keep->handles > 0;
	reset_objects(race->agent, 0, &race->residue);
	for (module = 0; module < MODULE_COUNT; module++)
		if (keep->logs[module] >= 0)
			drain(module_names[module]);
	logs_close(keep);
	reset_agent(race->agent, &race->residue);
	keep->steps = keep->next = keep->handles = 0;
}
