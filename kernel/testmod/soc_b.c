// SPDX-License-Identifier: GPL-2.0
/* A second module with types of the same names, skew being laid out differently. */
#define SOC_SKEWED
#include "module.c"
