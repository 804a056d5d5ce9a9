/* SPDX-License-Identifier: GPL-2.0 */
#ifndef AGENT_OPS_H
#define AGENT_OPS_H

struct op;

/* spec/operations/ says what each does; each sets ret, and value on success. */
void op_module_load(struct op *op);
void op_module_unload(struct op *op);
void op_module_register(struct op *op);
void op_module_call(struct op *op);
void op_module_detach(struct op *op);
void op_module_log(struct op *op);
void op_module_info(struct op *op);
void op_quiesce(struct op *op);
void op_btf_open(struct op *op);
void op_btf_load(struct op *op);
void op_btf_list(struct op *op);
void op_prog_load(struct op *op);
void op_prog_run(struct op *op);
void op_prog_bind(struct op *op);
void op_prog_load_syscall(struct op *op);
void op_prog_assoc(struct op *op);
void op_map_create(struct op *op);
void op_map_lookup(struct op *op);
void op_map_update(struct op *op);
void op_map_delete(struct op *op);
void op_map_next_key(struct op *op);
void op_map_freeze(struct op *op);
void op_map_batch(struct op *op);
void op_map_mmap(struct op *op);
void op_map_nest(struct op *op);
void op_link_create(struct op *op);
void op_link_update(struct op *op);
void op_link_detach(struct op *op);
void op_link_poll(struct op *op);
void op_fd_close(struct op *op);
void op_fd_dup(struct op *op);
void op_pin_create(struct op *op);
void op_pin_get(struct op *op);
void op_pin_remove(struct op *op);
void op_pin_read(struct op *op);
void op_object_by_id(struct op *op);
void op_object_info(struct op *op);

#endif
