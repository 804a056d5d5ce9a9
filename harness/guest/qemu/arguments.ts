// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The command line of QEMU for one guest.

/** How QEMU runs the guest's processors. */
export type Accelerator = 'kvm' | 'tcg';

/**
 * File descriptors that QEMU is started with, one connected socket each. Nothing of the guest's has a name in the file
 * system, so nothing is left there when either side is killed.
 */
export const descriptors = { agent: 3, fallback: 4, console: 5, monitor: 6 } as const;

/** The name of the port that carries the agent's lines; in the guest it is /dev/vport0p1 as well. */
export const agentPort = 'org.struct-ops.agent';

export interface Machine {
  /** A bzImage, or a vmlinux with a PVH entry. */
  readonly kernel: string;
  readonly initramfs: string;
  readonly accelerator: Accelerator;
  readonly processors: number;
  readonly memoryMiB: number;
  readonly commandLine: string;
  /** Numbers of the host's processors that it may run on; the guest cannot tell. */
  readonly affinity?: readonly number[];
  /** A snapshot to continue instead of booting. */
  readonly incoming?: string;
}

/** Arguments for qemu-system-x86_64. The same machine must be given to save a snapshot and to restore it. */
export function qemuArguments(machine: Machine): string[] {
  const { agent, fallback, console, monitor } = descriptors;
  return [
    ...['-nodefaults', '-no-user-config', '-display', 'none', '-no-reboot'],
    ...['-machine', 'q35,usb=off,sata=off,smbus=off,vmport=off,hpet=off'],
    ...accelerator(machine.accelerator),
    ...['-smp', String(machine.processors), '-m', `${machine.memoryMiB}M`],
    ...['-kernel', machine.kernel, '-initrd', machine.initramfs, '-append', machine.commandLine],
    // socket_chardev
    ...['-chardev', `socket,id=agent,fd=${agent}`],
    ...['-chardev', `socket,id=fallback,fd=${fallback}`],
    ...['-chardev', `socket,id=console,fd=${console}`],
    ...['-chardev', `socket,id=monitor,fd=${monitor}`],
    ...['-serial', 'chardev:console', '-serial', 'chardev:fallback'],
    ...['-device', 'virtio-serial-pci', '-device', `virtserialport,chardev=agent,name=${agentPort}`],
    ...['-mon', 'chardev=monitor,mode=control'],
    ...(machine.incoming === undefined ? [] : ['-incoming', `file:${machine.incoming}`]),
  ];
}

/**
 * MiB of translated code that TCG keeps. Left to itself it takes up to a GiB: every module that is loaded lies at an
 * address of its own, so there is always more to translate, and a guest that had run for a quarter of an hour took 1.3 GiB.
 */
const TRANSLATED_MIB = 64;

function accelerator(kind: Accelerator): string[] {
  if (kind === 'kvm') return ['-accel', 'kvm', '-cpu', 'host'];
  return ['-accel', `tcg,thread=multi,tb-size=${TRANSLATED_MIB}`, '-cpu', 'qemu64'];
}
