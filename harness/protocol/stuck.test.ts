// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The answer `stuck`, from both sides: an implementation that speaks it, and the suite that hears it.
import { expect, test } from '@jest/globals';
import { programIn } from '../../generators';
import { simulator } from '../adapters/simulator';
import { channelPair, collect } from '../testing/fakes';
import { openSession } from './client';
import { ProtocolError } from '../errors';
import { serve } from './serve';
import { stuckProgram, stuckRace } from './stuck';

const TWICE = programIn('module.load soc_a\nb = btf.open soc_a\nm = map.create b plain\nmap.update m\nmap.update m');
const SOUND = programIn('module.load soc_a');

test('what is stuck behind serve is stuck here, with the steps before it, and the session is over', async () => {
  const [here, there] = channelPair();
  const served = serve(simulator({ fault: 'update-keeps-lock' }), there);
  await using session = await openSession(here);
  const results = await collect(session.run([SOUND, TWICE, SOUND], { limit: 2 }));
  expect(results.map(({ kind }) => kind)).toEqual(['history', 'lost']);
  expect(results[1]).toMatchObject({
    cause: 'stuck',
    reason: 'map.update, operation 5, did not return',
    history: {
      steps: [
        { outcome: { ret: 0 } },
        {},
        {},
        { outcome: { ret: 0 } },
        { outcome: { stuck: [/wait for/, /held by/].map((each) => expect.stringMatching(each)) } },
      ],
    },
    stuck: { operation: 4 },
  });
  expect(await served).toEqual({ kind: 'stuck' });
});

test('so is a reset', async () => {
  const [here, there] = channelPair();
  void serve(simulator({ fault: 'load-again-keeps-mutex' }), there);
  await using session = await openSession(here);
  const again = programIn('module.load soc_a\nmodule.load soc_a');
  const [lost] = await collect(session.run([again]));
  expect(lost).toMatchObject({
    kind: 'lost',
    reason: 'the reset did not return',
    history: { stuck: [/./, /./].map((each) => expect.stringMatching(each)) },
  });
});

test('a task that runs has its stack in the log', () => {
  const log = [
    ' write_sysrq_trigger+0x59/0x80',
    'NMI backtrace for cpu 0',
    'RIP: 0010:bpf_struct_ops_map_delete_elem+0x9/0x90',
    ' ? oops+0x1/0x2',
    ' __sys_bpf+0x1b/0x2c',
  ];
  const { history } = stuckProgram(TWICE, { operation: 0, steps: [], stack: [], log });
  expect(history?.steps).toEqual([
    { outcome: { stuck: ['bpf_struct_ops_map_delete_elem+0x9/0x90', '__sys_bpf+0x1b/0x2c'] }, log },
  ]);
});

test('of a race the place is told, and what is not there is refused', () => {
  const race = { prefix: TWICE.operations, threads: [SOUND.operations, SOUND.operations], suffix: [] };
  const stack = ['here+0x1/0x2'];
  expect(stuckRace(race, { part: 1, operation: 0, seconds: 5, stack })).toMatchObject({
    reason: 'module.load, operation 1 of thread 2, did not return in 5 s',
    stuck: { part: 1, operation: 0, stack },
  });
  expect(stuckRace(race, { part: 'prefix', operation: 4, stack }).reason).toMatch(
    /^map.update, operation 5 of the prefix,/,
  );
  for (const place of [
    { part: 2, operation: 0 },
    { part: 1, operation: 1 },
    { part: 'suffix', operation: 0 },
  ] as const)
    expect(() => stuckRace(race, { ...place, stack })).toThrow(ProtocolError);
  expect(() => stuckProgram(SOUND, { operation: 1, stack })).toThrow(ProtocolError);
  expect(() => stuckProgram(TWICE, { operation: 2, steps: [], stack })).toThrow(ProtocolError);
});
