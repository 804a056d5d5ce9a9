// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
import { describe, expect, test } from '@jest/globals';
import { programIn } from '../../../generators/text';
import { createModel } from '../../../model';
import { DEFAULT_PROFILE, profileNamed, type Operation } from '../../../spec';
import { DEFAULTS, generateProgram } from '../../../generators';
import { expresses, OPERATION_NAMES } from './expresses';

const profile = profileNamed(DEFAULT_PROFILE);
const model = createModel(profile);

const operations = (text: string): readonly Operation[] => programIn(text).operations;

/** Whether the last operation can be expressed after the others. */
function can(text: string): boolean {
  const all = operations(text);
  const state = all.slice(0, -1).reduce((before, each) => model.step(before, each)[0]?.next ?? before, model.initial);
  const last = all.at(-1);
  return last !== undefined && expresses(last, state);
}

const A = 'module.load soc_a\na = btf.open soc_a\n';
const B = 'module.load soc_b\nb = btf.open soc_b\n';
const MAP = `${A}m = map.create a plain link\n`;
const LINK = 'module.load soc_a\nr = loader.register plain link path=pin1\nl = pin.get pin1\n';

describe('expresses', () => {
  test.each([
    'module.unload absent',
    'm = map.create none tcp_congestion_ops',
    `${A}m = map.create a asked`,
    `${A}${B}m = map.create a plain`,
    `${A}p = prog.load a plain run`,
    `${A}p = prog.load a plain run\nfd.close p`,
    `${MAP}map.update m .tag=3 flags=2 hole=common`,
    `${MAP}fd.close m`,
    `${MAP}module.unload soc_a`,
    `${MAP}fd.close m\nquiesce\nmodule.unload soc_a`,
    `${LINK}fd.close l`,
    `${LINK}link.detach l`,
    `${LINK}object.info l`,
    `${A}object.info a`,
    'object.by_id m',
    'pin.remove pin1',
    'r = loader.register plain',
  ])('%j', (text) => {
    expect(can(text)).toBe(true);
  });

  test.each([
    'module.unload fault',
    'module.load soc_a flags=4096',
    'p = prog.load none bpf_dummy_ops test_1',
    'm = map.create none plain',
    `${A}p = prog.load a plain alt`,
    `${A}p = prog.load a plain run value=7`,
    `${A}p = prog.load a plain run\nd = object.by_id p`,
    // libbpf finds soc_a's.
    `${A}${B}p = prog.load b plain run`,
    `${A}${B}m = map.create b plain`,
    `${A}module.unload soc_a\nm = map.create a plain`,
    `${A}m = map.create a plain keySize=8`,
    `${MAP}map.update m .run=m`,
    `${MAP}map.update m attr=tail`,
    `${MAP}map.lookup a`,
    `${MAP}object.info m`,
    `${A}fd.close a`,
    `${MAP}fd.close m\nmodule.unload soc_a`,
    'module.load soc_a\nr = loader.register plain link path=pin1\npin.remove pin1\nmodule.unload soc_a',
    `${MAP}fd.close m\nmap.lookup m`,
    `${LINK}pin.remove pin1\nfd.close l`,
    `module.load soc_a\nr = loader.register plain link\nloader.unregister r`,
  ])('not %j', (text) => {
    expect(can(text)).toBe(false);
  });
});

test('programs that are generated for it hold nothing else', () => {
  const options = { ...DEFAULTS, operations: OPERATION_NAMES, expresses, seed: 5 };
  for (let index = 0; index < 50; index++)
    for (const operation of generateProgram(model, { ...options, index }).operations)
      expect(expresses(operation)).toBe(true);
});
