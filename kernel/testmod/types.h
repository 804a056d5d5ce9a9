/* SPDX-License-Identifier: GPL-2.0 */
/* The types that every load registers. A build of soc_b defines SOC_SKEWED. */
#ifndef SOC_TYPES_H
#define SOC_TYPES_H

#include <linux/types.h>

struct module;

struct soc_plain_ops {
	int (*run)(int arg);
	int (*alt)(int arg);
	u32 tag;
	u32 spare;
};

struct soc_fixed_ops {
	int (*run)(int arg);
	u32 tag;
	u32 spare;
};

struct soc_asked_ops {
	s32 want_init;
	s32 want_validate;
	s32 want_reg;
	s32 want_update;
	u32 tag;
	u32 spare;
	int (*run)(int arg);
	int (*unsupported)(int arg);
	int (*refused)(int arg);
};

struct soc_owned_ops {
	struct module *owner;
	int (*run)(int arg);
	u32 tag;
	u32 spare;
};

/* Four bytes without a member before run and at the end: see check_zero_holes(). */
struct soc_holed_ops {
	u32 tag;
	int (*run)(int arg);
	u32 spare;
};

/* The same name with another size, other offsets and other member indexes in each module. */
#ifdef SOC_SKEWED
struct soc_skew_ops {
	u32 tag;
	u32 spare;
	u64 pad[12];
	int (*alt)(int arg);
	int (*run)(int arg);
};
#else
struct soc_skew_ops {
	int (*run)(int arg);
	u32 tag;
	u32 spare;
};
#endif

#endif /* SOC_TYPES_H */
