// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, test } from '@jest/globals';
import { programIn } from '../../../generators/text';
import type { Ran } from '../../adapter';
import { openBpftool } from './session';
import { died, exited, RecordedShell, type Answers } from './testing/recorded-shell';

const PLACES = { objects: '/objects', modules: '/modules' };
const PIN = '/sys/fs/bpf/soc_handles/m/soc_map';
const MAP =
  '{"id":7,"type":"struct_ops","name":"soc_map","flags":40960,"bytes_key":4,"bytes_value":128,"max_entries":1,"bytes_memlock":4832,"frozen":0,"btf_id":19}';
const BTFS =
  '[{"id":1,"size":9,"prog_ids":[],"map_ids":[],"kernel":true,"name":"vmlinux"},{"id":3,"size":9,"prog_ids":[],"map_ids":[],"kernel":true,"name":"soc_a"}]';
const QUIET = exited(0, '[]\n');

/** A machine on which soc_a is there and a map of it can be made. */
const WITH_MAP: Answers = [
  [/^insmod \/modules\/soc_a\.ko only=plain$/, exited(0)],
  // When the session begins, when the BTF is opened, when the map is made, and after the program.
  ['bpftool -j btf show', QUIET, exited(0, BTFS), exited(0, BTFS), QUIET],
  [/^bpftool -j prog loadall \/objects\/plain-link\.o /, exited(0, 'null\n')],
  [`bpftool -j map show pinned ${PIN}`, exited(0, MAP)],
];

const CREATE = 'module.load soc_a\nb = btf.open soc_a\nm = map.create b plain link\n';

async function ranOn(shell: RecordedShell, text: string): Promise<Ran> {
  const session = await openBpftool(shell, PLACES);
  for await (const ran of session.run([programIn(text)])) return ran;
  throw new Error('no result');
}

/** The outcome of the last operation. */
async function last(answers: Answers, text: string): Promise<unknown> {
  const ran = await ranOn(new RecordedShell(answers), text);
  return ran.kind === 'history' ? ran.history.steps.at(-1)?.outcome : ran;
}

const onMap = (answers: Answers, line: string) => last([...answers, ...WITH_MAP], CREATE + line);

test('says what it is, and what it is on', async () => {
  const session = await openBpftool(new RecordedShell(), PLACES);
  expect(session.implementation).toEqual({ name: 'bpftool', version: '7.5.0', kernel: '6.12.95+deb12-cloud-amd64' });
});

test('no bpftool is no crash of ours, and the shell is given back', async () => {
  const shell = new RecordedShell([['bpftool version', exited(127, '', 'cannot be started: No such file')]]);
  await expect(openBpftool(shell, PLACES)).rejects.toMatchObject({ name: 'Unavailable' });
  expect(shell.disposed).toBe(true);
});

describe('operations', () => {
  test('modules take their errno from what insmod says', async () => {
    const answers: Answers = [[/^insmod/, exited(17, '', "insmod: can't insert '/modules/soc_a.ko': File exists\n")]];
    expect(await last(answers, 'module.load soc_a types=all init=-12 also=twin')).toEqual({ ret: -17 });
  });

  test('the results of a call are lists', async () => {
    const answers: Answers = [
      [/^sh -c printf .* plain run 7 \/sys\/module\/soc_a\/call$/, exited(0)],
      ['cat /sys/module/soc_a/call', exited(0, '1 0\n2 null\n')],
    ];
    const value = [
      [1, 0],
      [2, null],
    ];
    expect(await last(answers, 'module.call soc_a plain run arg=7')).toEqual({ ret: 0, value });
  });

  test('a map is made by loading an object, and held by a pin', async () => {
    expect(await onMap([], '')).toEqual({ ret: 0, value: { id: 7 } });
  });

  test('an update writes every byte of the value', async () => {
    const shell = new RecordedShell([[/^bpftool -j map update/, exited(0, 'null\n')], ...WITH_MAP]);
    await ranOn(shell, `${CREATE}map.update m .tag=5`);
    const written = shell.commands.find((line) => line.includes('map update'))?.split(' ') ?? [];
    expect(written.slice(0, 12).join(' ')).toBe(`bpftool -j map update pinned ${PIN} key hex 00 00 00 00`);
    expect(written.slice(14, -1)).toHaveLength(128);
    expect(written.slice(14).indexOf('05')).toBe(64 + 16);
  });

  test('a positive result of a callback is the status of bpftool', async () => {
    const answers: Answers = [[/^bpftool -j map update/, exited(3, '{"error":"update failed: Success"}')]];
    expect(await onMap(answers, 'map.update m .tag=1')).toEqual({ ret: 3 });
  });

  test.each([
    ['map.delete m', 161, '{"error":"delete failed: Operation not supported"}', { ret: -95 }],
    ['map.freeze m', 244, '{"error":"failed to freeze map: Unknown error 524"}', { ret: -524 }],
    ['map.lookup m key=1', 254, 'null', { ret: -2 }],
    ['map.next_key m', 0, '{"key":null,"next_key":["0x00","0x00","0x00","0x00"]}', { ret: 0, value: { next: 0 } }],
  ])('%s', async (line, status, stdout, outcome) => {
    expect(await onMap([[/^bpftool -j map (delete|freeze|lookup|getnext) /, exited(status, stdout)]], line)).toEqual(
      outcome,
    );
  });

  test('a lookup that bpftool dies of is a crash', async () => {
    expect(await onMap([[/^bpftool -j map lookup/, died()]], 'map.lookup m')).toEqual({ crashed: 'SIGSEGV' });
  });
});

describe('a loader that dies', () => {
  const maps = (ids: readonly number[]) =>
    exited(0, `[${ids.map((id) => MAP.replace('"id":7', `"id":${id}`)).join()}]`);
  const link = '[{"id":2,"type":"struct_ops","prog_id":0,"map_id":9,"pinned":["/sys/fs/bpf/soc/pin1/soc_map"]}]';

  test('is a crash, and what it left is looked for and can be named', async () => {
    const shell = new RecordedShell([
      ['bpftool -j map show', QUIET, QUIET, maps([9]), QUIET],
      ['bpftool -j -f link show', QUIET, exited(0, link), QUIET],
      ['bpftool struct_ops register /objects/plain-link-run-2.o /sys/fs/bpf/soc/pin1', died()],
      ['bpftool -j link pin pinned /sys/fs/bpf/soc/pin1/soc_map /sys/fs/bpf/soc_handles/l/soc_map', exited(0, 'null')],
      ['bpftool struct_ops unregister id 9', died()],
    ]);
    const text = 'm = loader.register plain link path=pin1 run tag=2\nl = pin.get pin1\nloader.unregister m';
    const ran = await ranOn(shell, text);
    expect(ran.kind === 'history' ? ran.history.steps.map(({ outcome }) => outcome) : ran).toEqual([
      { crashed: 'SIGSEGV' },
      { ret: 0, value: { id: 2 } },
      { crashed: 'SIGSEGV' },
    ]);
  });

  test('tells the id when it lives', async () => {
    const told = exited(0, '', 'Registered tcp_congestion_ops soc_map map id 10 link id 5\n');
    const answers: Answers = [[/^bpftool struct_ops register/, told]];
    expect(await last(answers, 'm = loader.register tcp_congestion_ops link')).toEqual({ ret: 0, value: { id: 10 } });
  });

  test('says why it failed', async () => {
    const said = 'libbpf: struct_ops init_kern: struct bpf_struct_ops_soc_plain_ops is not found in kernel BTF\n';
    expect(await last([[/^bpftool struct_ops register/, exited(255, '', said)]], 'm = loader.register plain')).toEqual({
      ret: -3,
    });
  });
});

describe('what cannot be carried out', () => {
  test('a BTF that is not current any more refuses the program', async () => {
    const gone: Answers = [['bpftool -j btf show', QUIET, exited(0, BTFS), QUIET]];
    expect(await onMap(gone, '')).toMatchObject({ kind: 'refused', reason: expect.stringContaining('operation 3') });
  });

  test('arguments that no command takes refuse it as well', async () => {
    expect(await last([], 'm = map.create none plain keySize=8')).toMatchObject({ kind: 'refused' });
  });

  test('a machine that goes away ends the session with its last words', async () => {
    const shell = new RecordedShell([[/^insmod/, { kind: 'lost', cause: 'panicked', reason: 'the guest panicked' }]]);
    const session = await openBpftool(shell, PLACES);
    const results: Ran[] = [];
    const one = programIn('module.load soc_a');
    for await (const ran of session.run([one, one])) results.push(ran);
    expect(results).toEqual([
      { kind: 'lost', program: one, cause: 'panicked', reason: 'the guest panicked', log: ['the last words'] },
    ]);
  });
});

test('what a reset cannot clean is told', async () => {
  const held = exited(1, '', "rmmod: can't unload module 'soc_a': Resource temporarily unavailable\n");
  const gone = exited(1, '', "rmmod: can't unload module 'soc_a': No such file or directory\n");
  const shell = new RecordedShell([
    [/^insmod/, exited(0)],
    ['rmmod soc_a', gone, held],
    ['bpftool -j btf show', QUIET, exited(0, BTFS)],
  ]);
  const ran = await ranOn(shell, 'module.load soc_a');
  expect(ran.kind === 'history' && ran.history.residue).toEqual([
    "module soc_a cannot be unloaded: rmmod: can't unload module 'soc_a': Resource temporarily unavailable",
    'BTF 3 of module soc_a is still visible',
  ]);
});
