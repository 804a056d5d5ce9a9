#!/bin/sh
# SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
# bpftool 7.5.0, gen skeleton and gen subskeleton. Guess: a skeleton's links are the things that attach makes a link
# of. Seen: each program of a struct_ops value has a link of its own there too, which can never be set, because such a
# program is attached through the map; and the subskeleton of the same object has no links at all, not even that of
# the map.
. "$(dirname "$0")/packages.sh"
unpack $bpftool $clang
object value.bpf.o
bpftool version | head -n 1
bpftool gen skeleton value.bpf.o name skel >skel.h
bpftool gen subskeleton value.bpf.o name skel >subskel.h
links() { sed -n '/^struct skel {/,/^}/p' "$1" | grep -o 'struct bpf_link \*[a-z]*' | tr '\n' ' '; }
expect 'links of the skeleton' 'struct bpf_link *half struct bpf_link *value ' "$(links skel.h)"
expect 'links of the subskeleton' '' "$(links subskel.h)"
