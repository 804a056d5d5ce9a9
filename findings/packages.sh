# SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
# Sourced by the findings: pinned packages of Debian in a folder that goes away with the shell. Nothing is installed on the
# machine. Exit status of a finding: 0 as described, 1 it behaves otherwise now, 69 the pinned packages cannot be had.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

unavailable() {
	echo "$1" >&2
	exit 69
}

# unpack NAME=VERSION...: downloads through the machine's own apt and unpacks below $work/root.
unpack() {
	(apt-get download "$@") >apt.log 2>&1 || unavailable "not in the archive any more: $*"
	for package in ./*.deb; do
		dpkg-deb -x "$package" root
		rm "$package"
	done
	PATH=$work/root/usr/bin:$work/root/usr/sbin:$PATH
	LD_LIBRARY_PATH=$work/root/usr/lib/x86_64-linux-gnu:$work/root/usr/lib/llvm-14/lib
	export PATH LD_LIBRARY_PATH
}

bpftool=bpftool=7.5.0+6.12.95-1~bpo12+1
pahole=pahole=1.24-4.1
clang="clang-14=1:14.0.6-12 libclang-cpp14=1:14.0.6-12 libllvm14=1:14.0.6-12 libclang-common-14-dev=1:14.0.6-12"

# expect WHAT EXPECTED SEEN: fails when they differ.
expect() {
	if [ "$2" != "$3" ]; then
		printf 'changed: %s\n  before: %s\n  now:    %s\n' "$1" "$2" "$3" >&2
		exit 1
	fi
	printf '%s: %s\n' "$1" "$3"
}

# object FILE: compiles a struct_ops value of tcp_congestion_ops with one program and a name.
object() {
	cat >value.bpf.c <<'C'
#define SEC(name) __attribute__((section(name), used))
char gpl[] SEC("license") = "GPL";
SEC("struct_ops/ssthresh") unsigned int half(unsigned long long *args) { return 2; }
struct tcp_congestion_ops {
	unsigned int (*ssthresh)(void *sk);
	unsigned int flags;
	char name[16];
};
SEC(".struct_ops.link") struct tcp_congestion_ops value = {
	.ssthresh = (void *)half,
	.name = "value",
};
C
	clang-14 -target bpf -O2 -g -c value.bpf.c -o "$1"
}
