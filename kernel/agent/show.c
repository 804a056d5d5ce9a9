// SPDX-License-Identifier: GPL-2.0
/* agent --show: the BTF objects of the struct_ops maps and programs that are there. */
#include "show.h"

#include <stdio.h>
#include <unistd.h>

#include "bpf.h"
#include "leftovers.h"
#include "object.h"

static void show_maps(void)
{
	struct map_info info;
	uint32_t id = 0;
	int fd;

	while ((fd = next_map(&id, &info)) >= 0) {
		printf("{\"kind\":\"map\",\"id\":%u,\"btf_vmlinux_id\":%u}\n", id, info.vmlinux_id);
		close(fd);
	}
}

static void show_programs(void)
{
	uint32_t id = 0;

	while ((id = object_next(OBJECT_PROG, id))) {
		struct bpf_prog_info info = { 0 };
		int fd = object_open(OBJECT_PROG, id);

		if (fd < 0)
			continue;
		if (!object_info(fd, &info, sizeof(info)) && info.type == STRUCT_OPS_PROG)
			printf("{\"kind\":\"prog\",\"id\":%u,\"attach_btf_obj_id\":%u}\n", id,
			       info.attach_btf_obj_id);
		close(fd);
	}
}

int show(void)
{
	show_maps();
	show_programs();
	return 0;
}
