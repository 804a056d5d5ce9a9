// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// How long a guest takes until its first program is judged, beside a plain boot of the same kernel under QEMU, and how
// much memory it takes. Run with npm run bench:guest [-- KERNEL].
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { programIn } from '../generators';
import { guestChannel } from '../harness/adapters/vm/guest-channel';
import { judge } from '../harness/judge/judge';
import { bootGuest, prepareGuest, type Guest, type GuestImage } from '../harness/guest';
import { findQemu } from '../harness/guest/qemu/version';
import { median } from '../harness/power/matrix';
import { continueSession, START } from '../harness/protocol/client';
import { createModel } from '../model';
import { DEFAULT_PROFILE, profileNamed, profileOf } from '../spec';

const ROUNDS = 5;
const PROGRAM = programIn('module.load soc_a\nb = btf.open soc_a\nm = map.create b plain\nmap.update m');

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const mebibytes = (kibibytes: number): string => `${Math.round(kibibytes / 1024)} MiB`;

/** Kibibytes of a process at most so far. */
function peakOf(pid: number | undefined): number {
  const status = readFileSync(`/proc/${pid ?? 'self'}/status`, 'utf8');
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]);
}

/** QEMU's memory when the first program was judged. */
async function firstJudged(guest: Guest): Promise<number> {
  await using session = await continueSession(guestChannel(guest), guest.hello);
  const profile = session.implementation.kernel === undefined ? undefined : profileOf(session.implementation.kernel);
  const model = createModel(profile ?? profileNamed(DEFAULT_PROFILE));
  for await (const ran of session.run([PROGRAM])) {
    if (ran.kind !== 'history') throw new Error(ran.reason);
    judge(model, PROGRAM, ran.history);
  }
  return peakOf(guest.pid);
}

/** Seconds from nothing to the first program that is judged, and QEMU's memory. */
async function started(
  image: GuestImage,
  snapshots: boolean,
): Promise<{ readonly seconds: number; readonly peak: number }> {
  const begin = performance.now();
  const { kernel, initramfs } = image;
  const booted = await bootGuest({ kernel, initramfs, greeting: START, snapshots, accelerator: 'tcg' });
  if (booted.kind === 'failed') throw new Error(booted.reason);
  const peak = await firstJudged(booted.guest);
  return { seconds: (performance.now() - begin) / 1000, peak };
}

/** Seconds until the kernel starts its first process, on the machine that QEMU emulates when nothing is said. */
async function plainly({ kernel, initramfs }: GuestImage): Promise<number> {
  const qemu = await findQemu(undefined);
  const begin = performance.now();
  const child = spawn(qemu.path, [
    ...['-nographic', '-no-reboot', '-accel', 'tcg', '-smp', '2', '-m', '512'],
    ...['-kernel', kernel, '-initrd', initramfs, '-append', 'console=ttyS0 panic=-1'],
  ]);
  const seconds = await new Promise<number>((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('Run /init as init process')) resolve((performance.now() - begin) / 1000);
    });
    child.once('exit', () => reject(new Error(said.slice(-500))));
  });
  child.kill('SIGKILL');
  return seconds;
}

async function many(measure: () => Promise<number>): Promise<string> {
  const values: number[] = [];
  for (let round = 0; round < ROUNDS; round++) values.push(await measure());
  return `${median(values).toFixed(2)} s (${Math.min(...values).toFixed(2)} to ${Math.max(...values).toFixed(2)})`;
}

async function main(kernel: string): Promise<void> {
  const image = await prepareGuest({ kernel, onStep: say });
  let peak = 0;
  const timed = (snapshots: boolean) => async () => {
    const { seconds, peak: used } = await started(image, snapshots);
    peak = Math.max(peak, used);
    return seconds;
  };
  await started(image, true);
  say(`from the snapshot to the first judged program  ${await many(timed(true))}`);
  say(`from power on to the first judged program      ${await many(timed(false))}`);
  say(`a plain boot under QEMU, to the first process  ${await many(() => plainly(image))}`);
  const own = peakOf(undefined);
  say(`memory at most: QEMU ${mebibytes(peak)}, the suite ${mebibytes(own)}, in all ${mebibytes(peak + own)}`);
}

void main(process.argv[2] ?? 'debian:6.12');
