// SPDX-License-Identifier: GPL-2.0
/*
 * One struct_ops value called soc_map, for bpftool to load. What it is, is told by macros: TYPE_x for the type,
 * LINK for a map with BPF_F_LINK, RUN for a program behind its member `run`, TAG for its data. libbpf finds the
 * kernel's type by the name of the struct and its members by theirs, so a struct here has only the members that are
 * given a value, at offsets of its own.
 */
#define SECTION(name) __attribute__((section(name), used))

#ifdef LINK
#define VALUE SECTION(".struct_ops.link")
#else
#define VALUE SECTION(".struct_ops")
#endif

char soc_license[] SECTION("license") = "GPL";

/* A program for a member; a struct_ops context is an array of arguments, and none of them is looked at. */
#define PROGRAM(member)                                                        \
	SECTION("struct_ops/" #member)                                         \
	int soc_##member(unsigned long long *arguments)                        \
	{                                                                      \
		return 0;                                                      \
	}

#if defined(TYPE_tcp_congestion_ops)

struct tcp_congestion_ops {
	unsigned int (*ssthresh)(void *sk);
	void (*cong_avoid)(void *sk, unsigned int ack, unsigned int acked);
	unsigned int (*undo_cwnd)(void *sk);
	char name[16];
};

#ifdef TAG
/* tcp_validate_congestion_control() wants these three. */
PROGRAM(ssthresh)
PROGRAM(cong_avoid)
PROGRAM(undo_cwnd)
#define STRING_OF(x) #x
#define STRING(x) STRING_OF(x)

struct tcp_congestion_ops soc_map VALUE = {
	.ssthresh = (void *)soc_ssthresh,
	.cong_avoid = (void *)soc_cong_avoid,
	.undo_cwnd = (void *)soc_undo_cwnd,
	.name = "soc_cc" STRING(TAG),
};
#else
struct tcp_congestion_ops soc_map VALUE = {};
#endif

#elif defined(TYPE_bpf_dummy_ops)

struct bpf_dummy_ops {
	int (*test_1)(void *state);
};

struct bpf_dummy_ops soc_map VALUE = {};

#else

#if defined(TYPE_plain)
#define STRUCT soc_plain_ops
#elif defined(TYPE_fixed)
#define STRUCT soc_fixed_ops
#elif defined(TYPE_asked)
#define STRUCT soc_asked_ops
#elif defined(TYPE_owned)
#define STRUCT soc_owned_ops
#elif defined(TYPE_holed)
#define STRUCT soc_holed_ops
#elif defined(TYPE_skew)
#define STRUCT soc_skew_ops
#endif

struct STRUCT {
	int (*run)(int arg);
	unsigned int tag;
};

#ifdef RUN
PROGRAM(run)
#endif

struct STRUCT soc_map VALUE = {
#ifdef RUN
	.run = (void *)soc_run,
#endif
#ifdef TAG
	.tag = TAG,
#endif
};

#endif
