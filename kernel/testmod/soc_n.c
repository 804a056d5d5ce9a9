// SPDX-License-Identifier: GPL-2.0
/* What soc_a is, without BTF: see Kbuild. */
#include "module.c"
