/* SPDX-License-Identifier: GPL-2.0 */
#ifndef AGENT_AGENT_H
#define AGENT_AGENT_H

#include <stdbool.h>
#include <stdint.h>

#include "arena.h"
#include "handles.h"
#include "text.h"

#define AGENT_NAME    "struct-ops-conformance-agent"
#define AGENT_VERSION "0.1.0"
#define PIN_DIRECTORY "/sys/fs/bpf/soc"

enum { MODULE_A, MODULE_B, MODULE_N, MODULE_COUNT };
extern const char *const module_names[MODULE_COUNT];

/* What the program under way did that the reset after it has to undo. */
struct traces {
	bool loaded[MODULE_COUNT];
	/* Some load was tried: a BTF object of the suite may have come to be. */
	bool tried_load;
	bool made_maps, made_links, made_pins, assoc_maps;
};

struct agent {
	const char *modules;
	struct arena arena;
	struct handles handles;
	struct traces traces;
	/* The BTF of ours that map.create brings along, and the highest BTF id when it was made. */
	int user_btf;
	uint32_t first_btf;
	/* sizeof(union bpf_attr) of the running kernel. */
	uint32_t attr_size;
	int kmsg;
	/* A JSON list of what the machine lacks, as `start` tells it; `unfit`: so much that nothing is run. */
	struct text lacks;
	bool unfit;
};

/* NULL, or what keeps the agent from working. */
const char *agent_prepare(struct agent *agent);
void agent_release(struct agent *agent);

#endif
