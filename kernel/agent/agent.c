// SPDX-License-Identifier: GPL-2.0
/* What an agent sets up once, before the first program. */
#include "agent.h"

#include <fcntl.h>
#include <unistd.h>

#include "bpf.h"
#include "btf_store.h"
#include "kmsg.h"
#include "object.h"
#include "premises.h"
#include "user_btf.h"

const char *const module_names[MODULE_COUNT] = { "soc_a", "soc_b", "soc_n" };

/* The kernel must not hand out the numbers that a callback may return. */
static void reserve_descriptors(void)
{
	int fd = open("/dev/null", O_RDWR | O_CLOEXEC);

	while (fd >= 0 && fd < RESERVED_FDS)
		fd = fcntl(fd, F_DUPFD_CLOEXEC, 0);
	if (fd >= 0)
		close(fd);
}

static uint32_t newest_btf(void)
{
	uint32_t id = 0, next;

	while ((next = object_next(OBJECT_BTF, id)))
		id = next;
	return id;
}

/* Names that nearly every program needs, each a search through vmlinux's BTF. */
static void warm_up(void)
{
	static const char *const structs[] = {
		"bpf_map_info",
		"bpf_prog_info",
		"bpf_link_info",
		"bpf_btf_info",
		"list_head",
		"tcp_congestion_ops",
		"bpf_struct_ops_tcp_congestion_ops",
		"bpf_dummy_ops",
		"bpf_struct_ops_bpf_dummy_ops",
		"soc_plain_ops",
		"soc_fixed_ops",
		"soc_asked_ops",
		"soc_owned_ops",
		"soc_holed_ops",
		"soc_skew_ops",
	};
	size_t i;

	for (i = 0; i < sizeof(structs) / sizeof(structs[0]); i++)
		btf_find(btf_vmlinux(), BTF_KIND_STRUCT, structs[i]);
	btf_find(btf_vmlinux(), BTF_KIND_ENUM, "bpf_attach_type");
}

const char *agent_prepare(struct agent *agent)
{
	reserve_descriptors();
	caps_read();
	agent->kmsg = kmsg_open();
	agent->unfit = !premises_look(agent, &agent->lacks);
	if (agent->unfit)
		return NULL;
	agent->user_btf = user_btf_load();
	if (agent->user_btf < 0)
		return "BPF_BTF_LOAD of a small BTF object is refused";
	agent->first_btf = newest_btf();
	agent->attr_size = kernel_size(BTF_KIND_UNION, "bpf_attr", ATTR_SIZE);
	warm_up();
	return NULL;
}

void agent_release(struct agent *agent)
{
	if (agent->user_btf > 0)
		close(agent->user_btf);
	if (agent->kmsg > 0)
		close(agent->kmsg);
	rmdir(PIN_DIRECTORY);
	btf_store_clear();
	handles_free(&agent->handles);
	text_free(&agent->lacks);
	arena_free(&agent->arena);
}
