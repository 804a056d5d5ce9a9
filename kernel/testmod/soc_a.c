// SPDX-License-Identifier: GPL-2.0
/* The module that most tests load. */
#include "module.c"
