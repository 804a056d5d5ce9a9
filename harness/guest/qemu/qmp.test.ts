// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { Duplex } from 'node:stream';
import { expect, test } from '@jest/globals';
import { parseQmp, Qmp } from './qmp';

/** A monitor that answers what the test says; `sent` is what it was asked. */
class FakeMonitor extends Duplex {
  readonly sent: { execute: string; id: number }[] = [];
  override _read(): void {
    // Data is pushed by the test.
  }
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.sent.push(JSON.parse(chunk.toString()) as { execute: string; id: number });
    done();
  }
}

test('kinds of lines', () => {
  expect(parseQmp('{"QMP": {"version": {}, "capabilities": []}}')).toEqual({ kind: 'other' });
  expect(parseQmp('{"return": {}, "id": 3}')).toEqual({ kind: 'return', id: 3, value: {} });
  expect(parseQmp('{"error": {"class": "GenericError", "desc": "no"}, "id": 4}')).toEqual({
    kind: 'error',
    id: 4,
    reason: 'no',
  });
  expect(parseQmp('{"timestamp": {}, "event": "SHUTDOWN", "data": {"reason": "guest-reset"}}')).toEqual({
    kind: 'event',
    name: 'SHUTDOWN',
    data: { reason: 'guest-reset' },
  });
  expect(parseQmp('not JSON')).toEqual({ kind: 'other' });
});

test('answers find their commands, whatever comes between and however it is cut', async () => {
  const monitor = new FakeMonitor();
  const events: string[] = [];
  const qmp = new Qmp(monitor, (name) => events.push(name));
  const stop = qmp.execute('stop');
  const status = qmp.execute('query-status');
  expect(monitor.sent.map(({ execute }) => execute)).toEqual(['qmp_capabilities', 'stop', 'query-status']);
  monitor.push('{"return": {}, "id": 0}\n{"event": "STOP"}\n{"return": {"status": "paused"}, "i');
  monitor.push('d": 2}\r\n{"error": {"desc": "no"}, "id": 1}\n');
  expect(await status).toEqual({ kind: 'ok', value: { status: 'paused' } });
  expect(await stop).toEqual({ kind: 'refused', reason: 'no' });
  expect(events).toEqual(['STOP']);
});

test('a monitor that closes answers everybody', async () => {
  const monitor = new FakeMonitor();
  const qmp = new Qmp(monitor, () => undefined);
  const asked = qmp.execute('stop');
  monitor.destroy();
  expect(await asked).toEqual({ kind: 'gone' });
  expect(await qmp.execute('cont')).toEqual({ kind: 'gone' });
});
