#!/bin/sh
# SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
# Makes a bare Debian 12 ready to boot guests: QEMU from the backports and the tools that build the test module.
#
# QEMU 7.2 of Debian 12 makes guests panic at random under emulation, hence the backports. They are added from the
# mirror that this machine already uses, and only when no source has them yet.
#
#   sh scripts/install-debian.sh            as root
#   APT_ETC=DIR ... --print-source          show the source that would be added, and change nothing
set -eu

release=bookworm
suite=$release-backports
etc=${APT_ETC:-/etc/apt}

# All sources as lines "URI SUITE SIGNED-BY".
sources() {
	for file in "$etc"/sources.list "$etc"/sources.list.d/*.list; do
		[ -f "$file" ] || continue
		sed -n 's/^[[:space:]]*deb[[:space:]]\{1,\}\(.*\)/\1/p' "$file" | while read -r line; do
			options=
			case $line in
			\[*)
				options=${line%%]*}
				line=${line#*]}
				;;
			esac
			key=$(printf '%s\n' "$options" | sed -n 's/.*signed-by=\([^] ]*\).*/\1/p')
			# shellcheck disable=SC2086 # the words of the line are what is wanted
			set -- $line
			if [ $# -ge 2 ]; then echo "$1 $2 $key"; fi
		done
	done
	for file in "$etc"/sources.list.d/*.sources; do
		[ -f "$file" ] || continue
		awk '
			function flush(    u, s, i, j) {
				if (types ~ /(^| )deb( |$)/ && enabled !~ /^(no|false)$/) {
					i = split(uris, u, " "); j = split(suites, s, " ")
					for (; j > 0; j--) if (i > 0) print u[1], s[j], key
				}
				types = uris = suites = key = enabled = ""
			}
			/^#/ { next }
			/^[[:space:]]*$/ { flush(); next }
			{ value = $0; sub(/^[^:]*:[[:space:]]*/, "", value); field = tolower($1) }
			field == "types:" { types = value }
			field == "uris:" { uris = value }
			field == "suites:" { suites = value }
			field == "signed-by:" && value ~ /^\// { key = value }
			field == "enabled:" { enabled = value }
			END { flush() }
		' "$file"
	done
}

source_line() {
	sources | while read -r uri name key; do
		[ "$name" = "$release" ] || continue
		echo "deb ${key:+[signed-by=$key] }$uri $suite main"
		break
	done
}

if [ "${1:-}" = --print-source ]; then
	source_line
	exit
fi

if [ "$(id -u)" != 0 ]; then
	echo "run this as root: sudo sh $0" >&2
	exit 77
fi

if ! sources | grep -q "^[^ ]* $suite"; then
	line=$(source_line)
	if [ -z "$line" ]; then
		echo "this machine's apt has no source for Debian $release" >&2
		exit 69
	fi
	echo "$line" >"$etc/sources.list.d/$suite.list"
fi

export DEBIAN_FRONTEND=noninteractive
apt-get -q update
# gcc, make, pahole: the test module and the agent. clang, libbpf-dev: objects for the bpftool adapter.
# xz, zstd, lz4: the kernel inside a bzImage. cpio: a check of our initramfs in the tests.
# mmdebstrap: roots of newer releases, to build for their kernels in.
apt-get -q install --yes --no-install-recommends \
	gcc make pahole libc6-dev clang libbpf-dev xz-utils zstd lz4 cpio ca-certificates mmdebstrap
# Debian's headers name this compiler, whatever "gcc" is.
apt-get -q install --yes --no-install-recommends gcc-12
apt-get -q install --yes --no-install-recommends -t "$suite" qemu-system-x86 bpftool
