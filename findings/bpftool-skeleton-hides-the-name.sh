#!/bin/sh
# SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
# bpftool 7.5.0, gen skeleton. The skeleton offers the members of a struct_ops value to be set before the load. Guess:
# all of them. Seen: scalars and function pointers only. An array of characters, such as the name that
# tcp_congestion_ops must have, is renamed to __unsupported_N, so the name cannot be chosen by the program that loads
# the object: it is what the object was compiled with.
. "$(dirname "$0")/packages.sh"
unpack $bpftool $clang
object value.bpf.o
bpftool version | head -n 1
bpftool gen skeleton value.bpf.o name skel >skel.h
members=$(sed -n '/^\t\tstruct skel__value__tcp_congestion_ops {/,/}/p' skel.h | grep ';' | grep -v '}' | grep -v padding | tr -s '\t' ' ' | tr -d '\n')
expect 'members of the value' ' struct bpf_program *ssthresh; unsigned int flags; char __unsupported_2[16];' "$members"
