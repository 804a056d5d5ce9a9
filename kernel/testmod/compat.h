/* SPDX-License-Identifier: GPL-2.0 */
/* What differs between the kernels that the module is built for: 6.1, 6.9 and later. */
#ifndef SOC_COMPAT_H
#define SOC_COMPAT_H

#include <linux/bpf.h>
#include <linux/sysfs.h>
#include <linux/version.h>

/* register_bpf_struct_ops() came with 6.9. */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 9, 0)
#include "compat_absent.h"
#endif

/* reg, unreg and update learn which link asked since 6.11; before, every caller looks like a bare map. */
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 11, 0)
#define SOC_LINK_PARAM , struct bpf_link *link
#define SOC_LINK link
#else
#define SOC_LINK_PARAM
#define SOC_LINK NULL
#endif

/* The callbacks of struct bin_attribute take it as const only since 6.17. */
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 17, 0)
#define SOC_BIN_CONST const
#else
#define SOC_BIN_CONST
#endif

#endif /* SOC_COMPAT_H */
