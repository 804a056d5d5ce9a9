/* SPDX-License-Identifier: GPL-2.0 */
#ifndef AGENT_ATTR_H
#define AGENT_ATTR_H

#include <linux/bpf.h>
#include <stdint.h>

/*
 * What bpf(2) takes, as this program needs it. The headers that it is built with may be older than
 * the kernel that it runs on, so the arguments are spelled out here; commands and map types are
 * those of the header, as far as it has them.
 */
#define ATTR_SIZE 152
#define ATTR_ROOM 1024

/* BPF_PROG_ASSOC_STRUCT_OPS, since Linux 7.3. */
#define PROG_ASSOC_STRUCT_OPS 38

#define STRUCT_OPS_MAP	  26
#define STRUCT_OPS_PROG	  27
#define SYSCALL_PROG	  31
#define STRUCT_OPS_LINK	  9
#define STRUCT_OPS_ATTACH 44

#define MAP_RDONLY	     (1u << 3)
#define MAP_WRONLY	     (1u << 4)
#define MAP_LINK	     (1u << 13)
#define MAP_VTYPE_BTF_OBJ_FD (1u << 15)
#define MAP_TOKEN_FD	     (1u << 16)
#define PROG_SLEEPABLE	     (1u << 4)
#define LINK_REPLACE	     (1u << 2)

struct map_create_attr {
	uint32_t type, key_size, value_size, max_entries, flags, inner_map_fd, numa_node;
	char name[16];
	uint32_t ifindex, btf_fd, key_type_id, value_type_id, vmlinux_value_type_id;
	uint64_t extra;
	int32_t value_type_btf_obj_fd, token_fd;
};

struct map_elem_attr {
	uint32_t map_fd;
	uint64_t key __attribute__((aligned(8)));
	uint64_t value, flags;
};

struct map_batch_attr {
	uint64_t in_batch, out_batch, keys, values;
	uint32_t count, map_fd;
	uint64_t elem_flags, flags;
};

struct prog_load_attr {
	uint32_t type, insn_cnt;
	uint64_t insns, license;
	uint32_t log_level, log_size;
	uint64_t log_buf;
	uint32_t kern_version, flags;
	char name[16];
	uint32_t ifindex, expected_attach_type, prog_btf_fd, func_info_rec_size;
	uint64_t func_info;
	uint32_t func_info_cnt, line_info_rec_size;
	uint64_t line_info;
	uint32_t line_info_cnt, attach_btf_id, attach_btf_obj_fd;
};

struct prog_run_attr {
	uint32_t prog_fd, retval, data_size_in, data_size_out;
	uint64_t data_in, data_out;
	uint32_t repeat, duration, ctx_size_in, ctx_size_out;
	uint64_t ctx_in, ctx_out;
};

struct obj_attr {
	uint64_t path;
	uint32_t fd, flags;
};

struct id_attr {
	uint32_t id, next_id, open_flags;
};

struct info_attr {
	uint32_t fd, length;
	uint64_t info;
};

struct btf_load_attr {
	uint64_t btf, log_buf;
	uint32_t size, log_size, log_level;
};

struct link_create_attr {
	uint32_t map_fd, target_fd, attach_type, flags;
};

struct link_update_attr {
	uint32_t link_fd, new_map_fd, flags, old_map_fd;
};

struct bind_map_attr {
	uint32_t prog_fd, map_fd, flags;
};

/* The map comes first here, unlike above. */
struct assoc_attr {
	uint32_t map_fd, prog_fd, flags;
};

union attr {
	struct map_create_attr map_create;
	struct map_elem_attr elem;
	struct map_batch_attr batch;
	struct prog_load_attr prog_load;
	struct prog_run_attr prog_run;
	struct obj_attr obj;
	struct id_attr id;
	struct info_attr info;
	struct btf_load_attr btf_load;
	struct link_create_attr link_create;
	struct link_update_attr link_update;
	struct bind_map_attr bind_map;
	struct assoc_attr assoc;
	uint32_t link_fd;
	uint8_t bytes[ATTR_ROOM];
};

static inline uint64_t attr_pointer(const void *pointer)
{
	return (uintptr_t)pointer;
}

/* No process has this page. */
#define BAD_POINTER ((void *)16)

#endif
