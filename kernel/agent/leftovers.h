/* SPDX-License-Identifier: GPL-2.0 */
#ifndef AGENT_LEFTOVERS_H
#define AGENT_LEFTOVERS_H

#include "agent.h"
#include "object.h"

/* How long the kernel gets to do what it does later, and how often to look. */
#define PATIENCE_S  2
#define PATIENCE_NS (PATIENCE_S * 1000000000ULL)
#define PAUSE_NS    200000

uint64_t now_ns(void);
void pause_ns(long nanoseconds);

/* Removes every pin of the suite. */
void pins_remove(void);
/* Whether a pin of the suite refers to the object. */
bool pins_hold(enum object_kind kind, uint32_t id);

/*
 * The next struct_ops map of the suite, or next link of struct_ops, after *id, open; -1 behind the
 * last. Maps that the suite did not make are passed over, here as everywhere.
 */
int next_map(uint32_t *id, struct map_info *info);
int next_link(uint32_t *id, struct link_info *info);

/* enum bpf_struct_ops_state, as far as anybody here asks. */
#define BPF_STRUCT_OPS_STATE_INUSE 1

/* A value's refcnt as lookup shows it: what is held in the kernel; state goes to *state. */
uint32_t map_kernel_refs(int fd, const struct map_info *info, uint32_t *state);
/* How many links show the map as theirs. */
uint32_t links_of(uint32_t map);
/* How often programs show the map as theirs: prog.bind. */
uint32_t binds_of(uint32_t map);
/* How many of a map's references are no link's or program's that there is, nor its registration's. */
uint32_t map_hidden_refs(const struct map_info *info, uint32_t refs, uint32_t state);

#endif
