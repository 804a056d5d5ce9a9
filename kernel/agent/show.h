/* SPDX-License-Identifier: GPL-2.0 */
#ifndef AGENT_SHOW_H
#define AGENT_SHOW_H

/* A line of JSON for each object; an exit status. */
int show(void);

#endif
