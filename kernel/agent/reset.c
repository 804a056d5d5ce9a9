// SPDX-License-Identifier: GPL-2.0
/*
 * Back to a clean system. What the program did not touch is not looked at, and nothing is waited
 * for unless it is still there. Programs are not waited for: the kernel takes 0.2 s over each, and
 * nobody is in their way.
 */
#include "reset.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "btf_store.h"
#include "control.h"
#include "leftovers.h"
#include "bpf.h"

#define VALUE_PREFIX "bpf_struct_ops_"

void residue_add(struct text *residue, const char *format, ...)
{
	char sentence[256];
	va_list args;

	va_start(args, format);
	vsnprintf(sentence, sizeof(sentence), format, args);
	va_end(args);
	text_separate(residue);
	text_quoted(residue, sentence);
}

static const char *map_type_name(const struct map_info *info)
{
	struct btf *btf = btf_of_id(info->vmlinux_id);
	const struct btf_type *type = btf ? btf_type(btf, info->vmlinux_value_type_id) : NULL;
	const char *name = type ? btf_text(btf, type->name_off) : "of an unknown type";

	if (!strncmp(name, VALUE_PREFIX, strlen(VALUE_PREFIX)))
		name += strlen(VALUE_PREFIX);
	return name;
}

/* Who keeps a map, as far as anybody can see. */
static void map_still_held(int fd, const struct map_info *info, struct text *residue)
{
	uint32_t state, refs = map_kernel_refs(fd, info, &state);

	if (!refs)
		residue_add(residue, "map %u (%s) is still held after %d s by whom it does not show",
			    info->id, map_type_name(info), PATIENCE_S);
	else
		residue_add(residue,
			    "map %u (%s) is still held after %d s by %u links, %s, %u bindings of programs, and %u that nothing shows",
			    info->id, map_type_name(info), PATIENCE_S, links_of(info->id),
			    state == BPF_STRUCT_OPS_STATE_INUSE ? "its registration" : "no registration",
			    binds_of(info->id), map_hidden_refs(info, refs, state));
}

/* Unregisters maps that only their registration keeps; true when some map is left. */
static bool maps_left(struct agent *agent, struct text *residue)
{
	struct map_info info;
	uint32_t id = 0, key = 0;
	bool left = false;
	int fd;

	while ((fd = next_map(&id, &info)) >= 0) {
		union attr attr = { .elem = { .map_fd = fd, .key = attr_pointer(&key) } };

		if (handles_hold(&agent->handles, OBJECT_MAP, id)) {
			close(fd);
			continue;
		}
		left = true;
		if (!(info.flags & MAP_LINK))
			bpf_call(BPF_MAP_DELETE_ELEM, &attr);
		if (residue)
			map_still_held(fd, &info, residue);
		close(fd);
	}
	return left;
}

/* Only links that the program made: there may be others' on the machine. */
static bool links_left(struct agent *agent, struct text *residue)
{
	struct link_info info;
	bool left = false;
	uint32_t id = 0;
	int fd;

	while ((fd = next_link(&id, &info)) >= 0) {
		close(fd);
		if (!handles_had(&agent->handles, OBJECT_LINK, id))
			continue;
		left = true;
		if (residue)
			residue_add(residue,
				    "link %u (map %u) is still there after %d s, though nothing of ours holds it",
				    id, info.map_id, PATIENCE_S);
	}
	return left;
}

/* What looking has unregistered is mostly gone at the second look. */
static void pause_after(int tries)
{
	if (tries)
		pause_ns(PAUSE_NS);
}

static void objects_remove(struct agent *agent, size_t kept, struct text *residue)
{
	const struct traces *traces = &agent->traces;
	uint64_t end = now_ns() + PATIENCE_NS;
	int tries;

	handles_close(&agent->handles, kept);
	if (traces->made_pins)
		pins_remove();
	if (traces->made_links) {
		for (tries = 0; links_left(agent, NULL) && now_ns() < end; tries++)
			pause_after(tries);
		if (now_ns() >= end)
			links_left(agent, residue);
	}
	if (traces->made_maps) {
		for (tries = 0; maps_left(agent, NULL) && now_ns() < end; tries++)
			pause_after(tries);
		if (now_ns() >= end)
			maps_left(agent, residue);
	}
}

static int maps_count(void)
{
	struct map_info info;
	uint32_t id = 0;
	int fd, count = 0;

	for (; (fd = next_map(&id, &info)) >= 0; count++)
		close(fd);
	return count;
}

static void module_remove(const char *name, struct text *residue)
{
	uint64_t end = now_ns() + PATIENCE_NS;
	int error;

	for (;;) {
		error = syscall(__NR_delete_module, name, 0) ? errno : 0;
		if (!error || error == ENOENT)
			return;
		if ((error != EWOULDBLOCK && error != EBUSY) || now_ns() >= end)
			break;
		pause_ns(PAUSE_NS);
	}
	if (error == EWOULDBLOCK)
		residue_add(residue, "module %s is still held after %d s by %d references, with %d maps left", name,
			    PATIENCE_S, module_refcnt(name), maps_count());
	else
		residue_add(residue, "module %s cannot be unloaded: refcnt %d (%s)", name,
			    module_refcnt(name), strerror(error));
}

static void btfs_check(struct agent *agent, struct text *residue)
{
	uint32_t id = agent->first_btf;
	struct btf_info info;
	char name[64];
	int fd, i;

	while ((id = object_next(OBJECT_BTF, id))) {
		fd = object_open(OBJECT_BTF, id);
		if (fd < 0)
			continue;
		if (object_btf_info(fd, &info, name, sizeof(name)) || !info.kernel)
			name[0] = '\0';
		close(fd);
		for (i = 0; i < MODULE_COUNT; i++)
			if (!strcmp(name, module_names[i]))
				residue_add(residue, "BTF %u of module %s is still visible", id,
					    name);
	}
}

void reset_objects(struct agent *agent, size_t kept, struct text *residue)
{
	struct traces traces = { .tried_load = agent->traces.tried_load };

	memcpy(traces.loaded, agent->traces.loaded, sizeof(traces.loaded));
	objects_remove(agent, kept, residue);
	handles_forget(&agent->handles, kept);
	agent->traces = traces;
}

void reset_agent(struct agent *agent, struct text *residue)
{
	int module;

	objects_remove(agent, 0, residue);
	for (module = 0; module < MODULE_COUNT; module++)
		if (agent->traces.loaded[module])
			module_remove(module_names[module], residue);
	if (agent->traces.tried_load)
		btfs_check(agent, residue);
	handles_forget(&agent->handles, 0);
	btf_store_clear();
	agent->traces = (struct traces){ 0 };
}

void reset_everything(struct agent *agent, struct text *residue)
{
	agent->traces = (struct traces){
		.loaded = { true, true, true },
		.tried_load = true,
		.made_maps = true,
		.made_pins = true,
	};
	reset_agent(agent, residue);
}
