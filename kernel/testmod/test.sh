#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Whether the modules in directory $1 load, register what they say and unload
# again. Runs as root inside a guest that may be lost; busybox is enough.

modules=${1:?usage: test.sh DIRECTORY}
failed=0
count=0

# report NAME EXPECTED ACTUAL
report()
{
	count=$((count + 1))
	if [ "$2" = "$3" ]; then
		echo "ok $count $1"
	else
		failed=$((failed + 1))
		echo "# $1: expected '$2', got '$3'"
		echo "not ok $count $1"
	fi
}

# outcome MESSAGE: the errno that a message ends with, as its name.
outcome()
{
	case $1 in
	'') echo 0 ;;
	*'File exists') echo EEXIST ;;
	*'Invalid argument') echo EINVAL ;;
	*'Operation not supported' | *'Not supported') echo EOPNOTSUPP ;;
	*'No such file or directory') echo ENOENT ;;
	*'No such device') echo ENODEV ;;
	*'No space left on device') echo ENOSPC ;;
	*'Cannot allocate memory' | *'Out of memory') echo ENOMEM ;;
	*'Device or resource busy') echo EBUSY ;;
	*) echo "$1" ;;
	esac
}

# ask FILE TEXT: what write() of the text answers. A file that is not there is
# another message, so that it does not look like an -ENOENT of write().
ask()
{
	[ -e "$1" ] || { echo "no $1"; return; }
	outcome "$(sh -c 'echo "$1" >"$2"' ask "$2" "$1" 2>&1)"
}

# load MODULE [PARAMETER...]
load()
{
	outcome "$(cd "$modules" && insmod "$@" 2>&1)"
}

refcnt()
{
	cat "/sys/module/$1/refcnt" 2>/dev/null || echo absent
}

# registers MODULE NAME EXPECTED
registers()
{
	report "$1 registers $2: $3" "$3" "$(ask "/sys/module/$1/register" "$2")"
}

test_six_types()
{
	report "$1 loads" 0 "$(load "$1.ko")"
	report "$1 is unused" 0 "$(refcnt "$1")"
	report "$1 registered six types" "init plain,init fixed,init asked,init owned,init holed,init skew," \
		"$(tr '\n' ',' <"/sys/module/$1/log")"
	report "$1 drops what was read" 0 "$(ask "/sys/module/$1/log" "drop 11")"
	report "$1 has the rest" "init fixed,init asked,init owned,init holed,init skew," \
		"$(tr '\n' ',' <"/sys/module/$1/log")"
	report "$1 drops no more than there is" 0 "$(ask "/sys/module/$1/log" "drop 4096")"
	report "$1 has nothing then" "" "$(cat "/sys/module/$1/log")"
	report "$1 empties its log" 0 "$(ask "/sys/module/$1/log" x)"
	report "$1 has an empty log" "" "$(cat "/sys/module/$1/log")"
	report "$1 has no mark to rewind to" ENOENT "$(ask "/sys/module/$1/log" rewind)"
}

# What the table says of odd return values: 7.2 refuses both of them, and 6.12 from its 117th update on the large one.
returns_of_this_kernel()
{
	odd_return=0
	big_return=0
	[ -e /sys/kernel/btf/vmlinux ] || return 0
	read -r _ _ release _ </proc/version
	case $release in
	[7-9].*)
		odd_return=EOPNOTSUPP
		big_return=EOPNOTSUPP
		;;
	6.12.*)
		update=${release#6.12.}
		[ "${update%%[!0-9]*}" -ge 117 ] && big_return=EOPNOTSUPP
		;;
	esac
}

test_table()
{
	returns_of_this_kernel

	while read -r name expected; do
		registers "$1" "$name" "$expected"
	done <<-TABLE
		dup EEXIST
		plain EEXIST
		twin 0
		twin EEXIST
		good1 0
		good2 0
		good3 0
		good4 0
		good5 0
		good6 0
		good6 EEXIST
		name_112 EINVAL
		name_113 EINVAL
		no_stubs EINVAL
		no_struct EINVAL
		members_64 0
		members_65 EINVAL
		no_value EINVAL
		value_three EINVAL
		value_common EINVAL
		value_data EINVAL
		anonymous EOPNOTSUPP
		bitfield EOPNOTSUPP
		returns_int_ptr $odd_return
		big_return $big_return
		struct_return EINVAL
		many_args EINVAL
		stub_unknown ENOENT
		stub_args EINVAL
		nullable_bad EINVAL
		init_fails EINVAL
		init_positive EINVAL
		init_once EINVAL
		init_once 0
		init_once EEXIST
		owner_null EINVAL
		unheard_of EINVAL
	TABLE
}

test_log_of_table()
{
	expected="twin good1 good2 good3 good4 good5 good6 members_64"
	[ "$odd_return" = 0 ] && expected="$expected returns_int_ptr"
	[ "$big_return" = 0 ] && expected="$expected big_return"
	expected="$expected init_fails init_positive init_once init_once "
	report "$1 logged every init" "$expected" "$(sed 's/^init //' "/sys/module/$1/log" | tr '\n' ' ')"
}

test_rewind()
{
	before=$(cat "/sys/module/$1/log")
	report "$1 marks its log" 0 "$(ask "/sys/module/$1/log" mark)"
	report "$1 empties its log once more" 0 "$(ask "/sys/module/$1/log" x)"
	report "$1 rewinds its log" 0 "$(ask "/sys/module/$1/log" rewind)"
	report "$1 has the log that it marked" "$before" "$(cat "/sys/module/$1/log")"
}

test_commands()
{
	report "$1 calls nothing" 0 "$(ask "/sys/module/$1/call" "plain run 7")"
	report "$1 has no results" "" "$(cat "/sys/module/$1/call")"
	report "$1 knows its types" EINVAL "$(ask "/sys/module/$1/call" "planar run 7")"
	report "$1 knows its members" EINVAL "$(ask "/sys/module/$1/call" "plain tag 7")"
	report "$1 wants a number" EINVAL "$(ask "/sys/module/$1/call" "plain run seven")"
	report "$1 has no link to detach" ENOENT "$(ask "/sys/module/$1/detach" plain)"
	report "$1 detaches known types" EINVAL "$(ask "/sys/module/$1/detach" planar)"
}

test_holds()
{
	report "$1 holds nothing" "" "$(cat "/sys/module/$1/hold")"
	report "$1 holds reg" 0 "$(ask "/sys/module/$1/hold" "reg 20")"
	report "$1 holds unreg" 0 "$(ask "/sys/module/$1/hold" "unreg 200")"
	report "$1 says what it holds" "reg 20,unreg 200," "$(tr '\n' ',' <"/sys/module/$1/hold")"
	report "$1 holds known places" EINVAL "$(ask "/sys/module/$1/hold" "tea 20")"
	report "$1 holds nobody for long" EINVAL "$(ask "/sys/module/$1/hold" "reg 201")"
	report "$1 lets go" 0 "$(ask "/sys/module/$1/hold" none)"
	report "$1 holds nothing again" "" "$(cat "/sys/module/$1/hold")"
}

# The file stays open over the unload: it neither prevents it nor outlives it.
test_unload()
{
	exec 3<"/sys/module/$1/log"
	report "$1 is unused though its log is open" 0 "$(refcnt "$1")"
	report "$1 unloads" 0 "$(outcome "$(rmmod "$1" 2>&1)")"
	report "$1 is gone" absent "$(refcnt "$1")"
	report "a file of $1 held open is dead" ENODEV "$(outcome "$(cat <&3 2>&1)")"
	exec 3<&-
}

test_parameters()
{
	report "init_result fails the load" ENOSPC "$(load soc_a.ko init_result=-28)"
	report "nothing is left of it" absent "$(refcnt soc_a)"
	report "also adds a type" 0 "$(load soc_a.ko also=good1)"
	registers soc_a good1 EEXIST
	rmmod soc_a
	report "also fails the load" EOPNOTSUPP "$(load soc_a.ko also=bitfield)"
	report "also knows its names" EINVAL "$(load soc_a.ko also=unheard_of)"
	report "only registers these" 0 "$(load soc_a.ko only=skew,good2)"
	report "only keeps their order" "init skew,init good2," "$(tr '\n' ',' </sys/module/soc_a/log)"
	registers soc_a plain 0
	registers soc_a skew EEXIST
	rmmod soc_a
	report "only may be empty" 0 "$(load soc_a.ko only=)"
	report "only registered nothing then" "" "$(cat /sys/module/soc_a/log)"
	rmmod soc_a
	report "only knows its names" EINVAL "$(load soc_a.ko only=plain,unheard_of)"
	report "hold_init loads" 0 "$(load soc_a.ko only= hold_init=5)"
	report "hold_init stays set" "init 5," "$(tr '\n' ',' </sys/module/soc_a/hold)"
	rmmod soc_a
	report "init_result may be positive" 0 "$(load soc_a.ko init_result=1)"
	rmmod soc_a
}

test_without_btf()
{
	report "soc_n loads" 0 "$(load soc_n.ko)"
	report "soc_n has no BTF" no "$([ -e /sys/kernel/btf/soc_n ] && echo yes || echo no)"
	report "soc_n initialised no type" "" "$(cat /sys/module/soc_n/log)"
	registers soc_n good1 0
	registers soc_n bitfield 0
	report "soc_n unloads" 0 "$(outcome "$(rmmod soc_n 2>&1)")"
}

for module in soc_a soc_b; do
	test_six_types $module
	test_table $module
	test_log_of_table $module
	test_rewind $module
	test_commands $module
	test_holds $module
	test_unload $module
done
test_parameters
test_without_btf

echo "1..$count"
[ "$failed" = 0 ]
