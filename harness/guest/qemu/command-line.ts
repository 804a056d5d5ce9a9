// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The kernel's command line: what makes a guest quick to boot and honest about how it ended.

const defaults = [
  // The serial console is slow, so only warnings and worse go there; the agent reads the whole log from /dev/kmsg.
  'console=ttyS0',
  'loglevel=5',
  // check_timer() counts ticks of an emulated clock for 40 ms; on a host that is busy there are too few, and it panics.
  'no_timer_check',
  // A kernel that has oopsed holds locks and says anything: the guest ends there, with the oops as its last words.
  'oops=panic',
  'panic=-1',
  // Removing a module waits for RCU: 20 ms with normal grace periods, 2 ms with expedited ones. What is allowed to
  // happen is the same; how soon it happens is not part of any clause.
  'rcupdate.rcu_expedited=1',
  // A warning is a finding, and the programs after it may have more to say.
  'panic_on_warn=0',
  // Where the kernel has KFENCE, some uses after free and overruns are caught, at no cost that could be measured.
  'kfence.sample_interval=4',
];

/** The command line; options given later win in the kernel as well. */
export function kernelCommandLine(extra: readonly string[] = []): string {
  return [...defaults, ...extra].join(' ');
}
