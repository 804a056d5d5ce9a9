/* SPDX-License-Identifier: GPL-2.0 */
#ifndef AGENT_USER_BTF_H
#define AGENT_USER_BTF_H

#include "attr.h"

/* A BTF object with one int, as small as programs may bring along. */
void user_btf_attr(union attr *attr);
/* A descriptor of a new one, or -errno. */
int user_btf_load(void);

#endif
