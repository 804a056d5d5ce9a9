#!/bin/sh
# SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
# Builds a small kernel with KASAN, lockdep and kmemleak from Debian's linux-source package, and runs the suite on it. It
# takes some twenty minutes of two processors and 8 GB of disk.
#
#   sh scripts/debug-kernel.sh [--version 6.12] [--build-only] DIRECTORY [ARGUMENTS OF run...]
#
# The first time as root, which installs what the build needs. A DIRECTORY that has a kernel already is not built again.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
version=6.12
build_only=
while [ $# -gt 0 ]; do
	case $1 in
	--version)
		version=${2:?"--version takes one, such as 6.12"}
		shift 2
		;;
	--build-only)
		build_only=yes
		shift
		;;
	-*)
		echo "debug-kernel.sh: there is no option $1" >&2
		exit 64
		;;
	*) break ;;
	esac
done
if [ $# -eq 0 ]; then
	echo "usage: sh scripts/debug-kernel.sh [--version 6.12] [--build-only] DIRECTORY [ARGUMENTS OF run...]" >&2
	exit 64
fi
directory=$1
shift
mkdir -p "$directory"
directory=$(cd "$directory" && pwd)
tree=$directory/linux-source-$version

install_tools() {
	missing=
	for tool in flex bison bc pahole gcc make xz; do
		command -v "$tool" >/dev/null || missing="$missing $tool"
	done
	[ -e /usr/include/gelf.h ] || missing="$missing libelf-dev"
	[ -e /usr/include/openssl/ssl.h ] || missing="$missing libssl-dev"
	[ -n "$missing" ] || return 0
	if [ "$(id -u)" != 0 ]; then
		echo "the build needs$missing: run this as root once, or install them" >&2
		exit 69
	fi
	DEBIAN_FRONTEND=noninteractive apt-get -q install --yes --no-install-recommends \
		flex bison bc pahole gcc make xz-utils libelf-dev libssl-dev libc6-dev
}

unpack() {
	[ ! -e "$tree/Kbuild" ] || return 0
	# As whoever runs this: apt's own sandbox user may not write here.
	(cd "$directory" && apt-get -q -o APT::Sandbox::User=root download "linux-source-$version")
	for package in "$directory"/linux-source-"$version"_*.deb; do
		dpkg-deb --fsys-tarfile "$package" | tar -x -C "$directory" --strip-components=3 "./usr/src/linux-source-$version.tar.xz"
		rm "$package"
	done
	tar -x -C "$directory" -f "$directory/linux-source-$version.tar.xz"
	rm "$directory/linux-source-$version.tar.xz"
}

# An option that Kconfig drops in silence is a check that is not made.
configure() {
	make -s -C "$tree" tinyconfig
	(cd "$tree" && scripts/kconfig/merge_config.sh -m .config "$here/debug-kernel.config" >/dev/null)
	make -s -C "$tree" olddefconfig
	lost=$(grep -v '^#' "$here/debug-kernel.config" | grep -vxF -f "$tree/.config" || true)
	if [ -n "$lost" ]; then
		printf 'linux-source-%s has no such options, or not with the others:\n%s\n' "$version" "$lost" >&2
		exit 69
	fi
}

if [ ! -e "$tree/arch/x86/boot/bzImage" ] || [ ! -e "$tree/Module.symvers" ]; then
	install_tools
	unpack
	configure
	make -s -C "$tree" -j"$(nproc)" bzImage modules
fi
[ -z "$build_only" ] || exit 0
cd "$here/.."
npm run --silent build
exec node dist/harness/cli/main.js run --adapter vm --kernel-tree "$tree" "$@"
