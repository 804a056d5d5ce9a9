/* SPDX-License-Identifier: GPL-2.0 */
#ifndef AGENT_INIT_H
#define AGENT_INIT_H

/* What a machine needs before the agent can work, when nothing else runs on it. */
void init_mount(void);

/* The first process of the machine: nobody else reaps children. */
void init_adopt(void);
/*
 * What is in /drivers, in the order of the names: the port's drivers where they are modules. Without
 * one that does not load there is still the serial line.
 */
void init_load_drivers(void);
/* A descriptor of the host's virtio port, or of the second serial line. */
int init_open_port(void);
/* Does not return. */
void init_power_off(void);

#endif
