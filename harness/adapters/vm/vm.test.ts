// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, it } from '@jest/globals';
import type { Program } from '../../../spec';
import { deferred } from '../../platform/deferred';
import type { BootOptions, GuestEnd } from '../../guest';
import { collect } from '../../testing/fakes';
import type { LineGuest } from './guest-channel';
import { vm, type VmParts } from '.';

const hello = JSON.stringify({
  version: 1,
  implementation: { name: 'agent', version: '1', kernel: '6.12.1' },
  operations: ['module.load', 'quiesce'],
});
const program: Program = { operations: [{ op: 'quiesce', args: {} }] };

/** A guest whose agent answers every program until its number is `deadly`, which makes its kernel panic. */
class FakeGuest implements LineGuest {
  private readonly end = deferred<GuestEnd>();
  private listener: (line: string) => void = () => undefined;
  readonly ended = this.end.promise;
  readonly hello = hello;
  readonly consoleLines = [{ seconds: 1, text: 'WARNING: of an earlier program' }];

  constructor(private readonly deadly: number) {}

  onLine(listener: (line: string) => void): void {
    this.listener = listener;
  }

  send(line: string): void {
    const { cmd, seq } = JSON.parse(line) as { cmd: string; seq: number };
    if (cmd === 'stop') this.listener('{"stopped":true,"residue":[]}');
    else if (seq === this.deadly) this.panic();
    else if (!(seq > this.deadly))
      this.listener(JSON.stringify({ seq, history: { steps: [{ outcome: { ret: 0 } }], residue: [] } }));
  }

  private panic(): void {
    this.consoleLines.push({ seconds: 2, text: 'Kernel panic - not syncing: Fatal exception' });
    this.end.resolve({ kind: 'panicked', message: 'Fatal exception' });
  }

  kill(): Promise<GuestEnd> {
    this.end.resolve({ kind: 'killed' });
    return this.ended;
  }
}

function fakeParts(deadly = Infinity) {
  const boots: BootOptions[] = [];
  let prepared = 0;
  const parts = {
    prepare: () => {
      prepared++;
      return Promise.resolve({ release: '6.12.1', kernel: 'bzImage', initramfs: 'initramfs', modules: true });
    },
    boot: (options: BootOptions) => {
      boots.push(options);
      return Promise.resolve({ kind: 'booted', guest: new FakeGuest(deadly) });
    },
  } as unknown as VmParts;
  return { parts, boots, prepared: () => prepared };
}

describe('vm', () => {
  it('prepares once, boots for every connection, and greets the agent with the first line of the protocol', async () => {
    const { parts, boots, prepared } = fakeParts();
    const adapter = vm({ accelerator: 'tcg' }, parts);
    for (let connection = 0; connection < 2; connection++) {
      await using session = await adapter.connect();
      expect(session.implementation.kernel).toBe('6.12.1');
      expect(await collect(session.run([program, program]))).toHaveLength(2);
    }
    expect(prepared()).toBe(1);
    expect(boots).toMatchObject(
      Array(2).fill({
        kernel: 'bzImage',
        initramfs: 'initramfs',
        accelerator: 'tcg',
        greeting: '{"cmd":"start","version":1}',
      }),
    );
  });

  it('loses the program under way, with the last lines of the console, when the guest dies', async () => {
    await using session = await vm({}, fakeParts(2).parts).connect();
    const results = await collect(session.run(Array<Program>(9).fill(program)));
    expect(results.map(({ kind }) => kind)).toEqual(['history', 'history', 'lost']);
    expect(results[2]).toMatchObject({
      reason: 'the guest panicked: Fatal exception',
      log: ['Kernel panic - not syncing: Fatal exception'],
    });
  });

  it('leaves out what needs the test module where there is none', async () => {
    const image = { release: '7.1.1', kernel: 'bzImage', initramfs: 'initramfs', modules: false };
    const { parts } = fakeParts();
    const telling = { ...parts, prepare: () => Promise.resolve(image) };
    await using session = await vm({}, telling).connect();
    expect([...session.operations]).toEqual(['quiesce']);
    expect(await collect(session.run([program]))).toMatchObject([{ kind: 'history' }]);
  });

  it('says why a guest did not boot', async () => {
    const { parts } = fakeParts();
    const failed = {
      kind: 'failed',
      reason: 'the guest powered off',
      console: [{ seconds: 1, text: 'no init found' }],
    } as const;
    const adapter = vm({}, { ...parts, boot: () => Promise.resolve(failed) });
    await expect(adapter.connect()).rejects.toMatchObject({
      name: 'Unavailable',
      reason: 'the guest did not boot: the guest powered off\n  | no init found',
    });
  });

  const failing = (console: readonly string[]) => {
    let boots = 0;
    const parts = {
      ...fakeParts().parts,
      boot: () => {
        boots++;
        const lines = console.map((text) => ({ seconds: 1, text }));
        return Promise.resolve({
          kind: 'failed',
          reason: 'the guest panicked: Fatal exception',
          console: lines,
        } as const);
      },
    };
    return { adapter: vm({}, parts), boots: () => boots };
  };
  const BUG = 'kernel BUG at kernel/bpf/bpf_struct_ops.c:338!';
  const PANIC = 'Kernel panic - not syncing: Fatal exception';

  it('takes a panic at boot in the code that is tested for an answer, to every program', async () => {
    const trace = [BUG, 'RIP: 0010:bpf_struct_ops_desc_init+0x9/0x5e0', PANIC];
    const { adapter, boots } = failing(trace);
    for (let connection = 0; connection < 3; connection++) {
      const session = await adapter.connect();
      expect(session.implementation.kernel).toBe('6.12.1');
      expect(await collect(session.run([program, program]))).toMatchObject([
        { kind: 'lost', cause: 'panicked', log: trace },
      ]);
    }
    expect(boots()).toBe(1);
  });

  it.each([
    ['elsewhere', ['RIP: 0010:ext4_fill_super+0x9/0x5e0', ' ? btf_parse+0x12/0x34', PANIC]],
    ['that did not happen', ['RIP: 0010:bpf_struct_ops_desc_init+0x9/0x5e0']],
  ])('and for nothing that is tested a panic %s', async (_, lines) => {
    await expect(failing(lines).adapter.connect()).rejects.toMatchObject({ name: 'Unavailable' });
  });
});
