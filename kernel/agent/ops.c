// SPDX-License-Identifier: GPL-2.0
/* Every operation, by name: a new one is a line here and a function. */
#include <string.h>

#include "op.h"
#include "ops.h"

const struct op_definition op_table[] = {
	{ "module.load", op_module_load },
	{ "module.unload", op_module_unload },
	{ "module.register", op_module_register },
	{ "module.call", op_module_call },
	{ "module.detach", op_module_detach },
	{ "module.log", op_module_log },
	{ "module.info", op_module_info },
	{ "quiesce", op_quiesce },
	{ "btf.open", op_btf_open },
	{ "btf.load", op_btf_load },
	{ "btf.list", op_btf_list },
	{ "prog.load", op_prog_load },
	{ "prog.run", op_prog_run },
	{ "prog.bind", op_prog_bind },
	{ "prog.load_syscall", op_prog_load_syscall },
	{ "prog.assoc", op_prog_assoc },
	{ "map.create", op_map_create },
	{ "map.lookup", op_map_lookup },
	{ "map.update", op_map_update },
	{ "map.delete", op_map_delete },
	{ "map.next_key", op_map_next_key },
	{ "map.freeze", op_map_freeze },
	{ "map.batch", op_map_batch },
	{ "map.mmap", op_map_mmap },
	{ "map.nest", op_map_nest },
	{ "link.create", op_link_create },
	{ "link.update", op_link_update },
	{ "link.detach", op_link_detach },
	{ "link.poll", op_link_poll },
	{ "fd.close", op_fd_close },
	{ "fd.dup", op_fd_dup },
	{ "pin.create", op_pin_create },
	{ "pin.get", op_pin_get },
	{ "pin.remove", op_pin_remove },
	{ "pin.read", op_pin_read },
	{ "object.by_id", op_object_by_id },
	{ "object.info", op_object_info },
	{ NULL, NULL },
};

const struct op_definition *op_find(const char *name)
{
	const struct op_definition *definition;

	for (definition = op_table; definition->name; definition++)
		if (!strcmp(definition->name, name))
			return definition;
	return NULL;
}
