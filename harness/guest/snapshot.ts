// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Snapshots of booted guests, kept in the cache, so that only the first boot of a guest is a boot.
import { createHash } from 'node:crypto';
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Unavailable } from '../errors';
import { cacheEntry, entryCondition, existingEntry } from './cache/entry';
import { AgentChannel } from './channel';
import { Guest } from './guest';
import { qemuArguments, type Machine } from './qemu/arguments';
import { startEmulator } from './qemu/emulator';
import { continueGuest, saveGuest } from './qemu/migrate';
import type { Qemu } from './qemu/version';

const state = 'state';
const hello = 'hello';

/** What a snapshot was taken of. */
export interface Scene {
  readonly qemu: Qemu;
  readonly machine: Machine;
  /** The agent has answered it, so it is part of the state. */
  readonly greeting: string | undefined;
}

/** A state fits only the very machine it was saved from: the same QEMU, arguments, kernel and initramfs. */
function entryOf({ qemu, machine, greeting }: Scene): { kind: 'snapshot'; key: string; needs: string[] } {
  const files = [machine.kernel, machine.initramfs].map((file) => {
    const { size, mtimeMs } = statSync(file);
    return [file, size, mtimeMs];
  });
  const identity = JSON.stringify([qemu, qemuArguments(machine), files, greeting, 'virtio']);
  const key = createHash('sha256').update(identity).digest('hex').slice(0, 16);
  return { kind: 'snapshot', key, needs: [state, hello] };
}

/** Who is told what. */
export interface Listeners {
  /** Every line of the console. */
  readonly onConsole?: (line: string) => void;
  /** What is wrong with the cache, in one clause; it only costs time. */
  readonly onTrouble?: (trouble: string) => void;
}

/** The guest as it was after its first line, or undefined when there is no snapshot or it cannot be used. */
export async function restoreSnapshot(
  scene: Scene,
  { onConsole, onTrouble }: Listeners = {},
): Promise<Guest | undefined> {
  const directory = existingEntry(entryOf(scene));
  if (directory === undefined) {
    const condition = entryCondition(entryOf(scene));
    if (condition.kind === 'damaged') onTrouble?.(`the snapshot in the cache is damaged: ${condition.reason}`);
    return undefined;
  }
  const { qemu, machine } = scene;
  const incoming = join(directory, state);
  const emulator = await startEmulator(qemu.path, { ...machine, incoming }, onConsole);
  const channel = new AgentChannel(emulator.agent, emulator.fallback);
  const continued = await continueGuest(emulator.monitor);
  if (continued.kind === 'done') {
    return new Guest(emulator, channel, readFileSync(join(directory, hello), 'utf8'), machine.accelerator);
  }
  onTrouble?.(`the snapshot in the cache cannot be continued: ${continued.reason}`);
  emulator.kill();
  await emulator.ended;
  rmSync(directory, { recursive: true, force: true });
  return undefined;
}

/** Keeps the guest's present state for the next boot. Best effort: without it the next boot is a boot. */
export async function keepSnapshot(scene: Scene, guest: Guest, { onTrouble }: Listeners = {}): Promise<void> {
  // Whoever restores it listens on virtio; a kernel without it is the exception, and boots every time.
  if (!guest.overVirtio) return;
  const fill = async (directory: string): Promise<void> => {
    const saved = await saveGuest(guest.monitor, join(directory, state));
    if (saved.kind === 'failed') throw new Unavailable(`the guest cannot be saved: ${saved.reason}`, 'df -h');
    writeFileSync(join(directory, hello), guest.hello);
  };
  try {
    await cacheEntry({ ...entryOf(scene), fill });
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    onTrouble?.(`no snapshot is kept: ${error.reason}`);
  }
}
