#!/bin/sh
# SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
# pahole 1.24 and bpftool 7.5.0 on a kernel module. A module has BTF that goes on where vmlinux's ends. Guess: without
# the base they ask for it. Seen: pahole says that the file has no BTF, and bpftool that an argument is invalid;
# neither names --btf_base or -B, with which both read the same file.
. "$(dirname "$0")/packages.sh"
release=6.12.95+deb12-cloud-amd64
unpack $bpftool $pahole "linux-image-$release=6.12.95-1~bpo12+1"
module=$(find root -name 'tcp_bbr.ko*' | head -n 1)
case $module in *.xz) xz -dk "$module"; module=${module%.xz} ;; esac
bpftool version | head -n 1
expect 'sections of BTF' 1 "$(readelf -SW "$module" | grep -c ' \.BTF ')"
expect 'pahole' "pahole: file '$module' has no btf type information." "$(pahole -F btf "$module" 2>&1 | tail -n 1)"
expect 'bpftool' "Error: failed to load BTF from $module: Invalid argument" "$(bpftool btf dump file "$module" 2>&1 | tail -n 1)"
