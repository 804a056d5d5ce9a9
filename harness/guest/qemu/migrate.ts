// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Saves a running guest to a file and lets it run on, over QEMU's monitor.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Qmp } from './qmp';

/** `failed` leaves the guest running where that is possible. */
export type Moved = { readonly kind: 'done' } | { readonly kind: 'failed'; readonly reason: string };

/** Stops the guest, writes its state to `file` and continues it. */
export async function saveGuest(monitor: Qmp, file: string): Promise<Moved> {
  await monitor.execute('stop');
  const saved = await migrate(monitor, file);
  await monitor.execute('cont');
  return saved;
}

async function migrate(monitor: Qmp, file: string): Promise<Moved> {
  const started = await monitor.execute('migrate', { uri: `file:${file}` });
  if (started.kind === 'gone') return { kind: 'failed', reason: 'QEMU is gone' };
  if (started.kind === 'refused') return { kind: 'failed', reason: started.reason };
  for (;;) {
    const status = await migrationStatus(monitor);
    if (status === 'completed') return { kind: 'done' };
    if (status !== 'setup' && status !== 'active' && status !== 'device') return { kind: 'failed', reason: status };
    await sleep(10);
  }
}

/** Continues a guest that was started from a saved state; it must have been read whole first. */
export async function continueGuest(monitor: Qmp): Promise<Moved> {
  for (;;) {
    const asked = await monitor.execute('query-status');
    if (asked.kind !== 'ok') return { kind: 'failed', reason: asked.kind === 'gone' ? 'QEMU is gone' : asked.reason };
    const { status } = asked.value as { status: string };
    if (status !== 'inmigrate') break;
    await sleep(10);
  }
  const continued = await monitor.execute('cont');
  return continued.kind === 'ok' ? { kind: 'done' } : { kind: 'failed', reason: 'the guest cannot be continued' };
}

async function migrationStatus(monitor: Qmp): Promise<string> {
  const asked = await monitor.execute('query-migrate');
  if (asked.kind !== 'ok') return asked.kind === 'gone' ? 'QEMU is gone' : asked.reason;
  return (asked.value as { status?: string }).status ?? 'setup';
}
