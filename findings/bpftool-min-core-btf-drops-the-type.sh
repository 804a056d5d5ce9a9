#!/bin/sh
# SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
# bpftool 7.5.0, gen min_core_btf. It reduces a kernel's BTF to what an object needs. Guess: for a struct_ops object
# that is at least the type that it registers, since libbpf finds members by name in the kernel's BTF. Seen: only CO-
# RE relocations count. An object without any gets a BTF of no types at all, although its value is of a type that the
# given BTF has.
. "$(dirname "$0")/packages.sh"
unpack $bpftool $clang
object value.bpf.o
bpftool version | head -n 1
# The object's own BTF stands for a kernel's: it has struct tcp_congestion_ops.
expect 'the type in the full BTF' 1 "$(bpftool btf dump file value.bpf.o | grep -c "STRUCT 'tcp_congestion_ops'")"
bpftool gen min_core_btf value.bpf.o min.btf value.bpf.o
expect 'types in the reduced BTF' 0 "$(bpftool btf dump file min.btf | grep -c '^\[' || true)"
expect 'its size, a header and an empty string' 25 "$(stat -c %s min.btf)"
