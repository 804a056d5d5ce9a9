// SPDX-License-Identifier: GPL-2.0
/*
 * quiesce: waiting for what the kernel releases after the system call that caused it has returned.
 */
#include <string.h>
#include <unistd.h>

#include "btf_store.h"
#include "control.h"
#include "leftovers.h"
#include "op.h"
#include "ops.h"

/*
 * A link that nothing holds is on its way out; so is a map that nothing holds and no link or
 * registration uses.
 */
static bool links_settled(const struct handles *handles)
{
	struct link_info info;
	uint32_t id = 0;
	int fd;

	while ((fd = next_link(&id, &info)) >= 0) {
		close(fd);
		if (handles_had(handles, OBJECT_LINK, id) &&
		    !handles_hold(handles, OBJECT_LINK, id) && !pins_hold(OBJECT_LINK, id))
			return false;
	}
	return true;
}

/*
 * bpf_link_free() takes the id away before bpf_struct_ops_map_link_dealloc() calls unreg() and puts
 * the map, so that a link that is gone for all to see may have its end before it. Only the map tells:
 * more hold it than the registration, the links and the programs that there are. With prog.assoc
 * others may.
 */
static bool has_hidden_link(struct op *op, const struct map_info *info, uint32_t refs, uint32_t state)
{
	return refs && !op->traces->assoc_maps && map_hidden_refs(info, refs, state);
}

static bool is_leaving(struct op *op, int fd, const struct map_info *info)
{
	uint32_t state, refs = map_kernel_refs(fd, info, &state);

	if (has_hidden_link(op, info, refs, state))
		return true;
	if (handles_hold(op->handles, OBJECT_MAP, info->id) || pins_hold(OBJECT_MAP, info->id))
		return false;
	/*
	 * A map that prog.bind or prog.assoc gave to a program stays as long as the program, and
	 * shows no count of that before it has a value; before 6.4 and 6.1.191 never.
	 */
	return refs == 0 && (state || !op->traces->assoc_maps) && !binds_of(info->id);
}

static int module_of_btf(uint32_t btf_id, uint32_t ids[MODULE_COUNT])
{
	struct btf_info info;
	char name[64];
	int fd, i;

	/* Before 6.9: no type of a module's can have maps. */
	if (!btf_id)
		return -1;
	for (i = 0; i < MODULE_COUNT; i++)
		if (ids[i] == btf_id)
			return i;
	fd = object_open(OBJECT_BTF, btf_id);
	if (fd < 0)
		return -1;
	if (object_btf_info(fd, &info, name, sizeof(name)))
		name[0] = '\0';
	close(fd);
	for (i = 0; i < MODULE_COUNT; i++) {
		if (!strcmp(name, module_names[i])) {
			ids[i] = btf_id;
			return i;
		}
	}
	return -1;
}

static bool maps_settled(struct op *op)
{
	uint32_t ids[MODULE_COUNT] = { 0 }, id = 0;
	int maps[MODULE_COUNT] = { 0 }, fd, module;
	struct map_info info;

	while ((fd = next_map(&id, &info)) >= 0) {
		bool leaving = is_leaving(op, fd, &info);

		close(fd);
		if (leaving)
			return false;
		module = module_of_btf(info.vmlinux_id, ids);
		if (module >= 0)
			maps[module]++;
	}
	for (module = 0; module < MODULE_COUNT; module++) {
		int refcnt = op->traces->loaded[module] ? module_refcnt(module_names[module]) : -1;

		if (refcnt >= 0 && refcnt != maps[module])
			return false;
	}
	return true;
}

void op_quiesce(struct op *op)
{
	uint64_t end = now_ns() + PATIENCE_NS;
	bool settled;

	op_begin(op);
	while (!(settled = links_settled(op->handles) && maps_settled(op)) && now_ns() < end)
		pause_ns(PAUSE_NS);
	op_end(op);
	op->ret = 0;
	text_printf(op->value, "{\"settled\":%s}", settled ? "true" : "false");
}
