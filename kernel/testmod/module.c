// SPDX-License-Identifier: GPL-2.0
/*
 * The whole module, as one translation unit: kbuild compiles a source once,
 * and each module needs it with definitions of its own.
 */
#include "soc.h"
#include "types.h"

#include "log.c"
#include "hold.c"
#include "values.c"
#include "callbacks.c"
#include "register.c"
#include "types.c"
#include "accepted.c"
#include "shapes.c"
#include "functions.c"
#include "table.c"
#include "rewind.c"
#include "call.c"
#include "files.c"
#include "main.c"
