// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// For tests: scenes that short races are drawn from: a prefix, and operations that all meet there.

export interface Scene {
  readonly prefix: readonly string[];
  readonly operations: readonly string[];
}

const loaded = (module: string): readonly string[] => [`module.load ${module}`, `b = btf.open ${module}`];

const watch = (module: string): readonly string[] => [
  ...[`module.info ${module}`, `module.log ${module}`, `module.unload ${module}`, `module.load ${module}`],
  ...[`module.call ${module} plain run`, 'object.info b', 'object.by_id b', 'fd.dup b'],
];

const uses = (fd: string): readonly string[] => [`fd.dup ${fd}`, `fd.close ${fd}`, `object.by_id ${fd}`];

const LINKED: readonly string[] = [
  ...loaded('soc_a'),
  ...['m = map.create b plain link', 'map.update m .tag=1', 'n = map.create b plain link', 'map.update n .tag=2'],
  'l = link.create m',
];

export const SCENES: readonly Scene[] = [
  {
    prefix: [],
    operations: [
      ...['module.load soc_a', 'module.load soc_a types=all', 'module.load soc_a init=-12', 'module.load soc_n'],
      ...['module.load soc_a also=skew', 'module.register soc_a plain', 'module.register soc_a skew'],
      ...['module.info soc_a', 'module.log soc_a', 'module.unload soc_a', 'btf.open soc_a', 'module.info soc_n'],
      ...['module.call soc_a plain run', 'module.detach soc_a plain'],
    ],
  },
  {
    prefix: loaded('soc_a'),
    operations: [
      ...watch('soc_a'),
      ...['map.create b plain', 'prog.load b plain run', 'btf.open soc_a', 'fd.close b', 'module.register soc_a skew'],
    ],
  },
  { prefix: loaded('soc_b'), operations: [...watch('soc_b'), 'map.create b plain', 'btf.open soc_b', 'fd.close b'] },
  {
    prefix: ['module.load soc_a types=skew', 'b = btf.open soc_a'],
    operations: [...watch('soc_a'), 'prog.load b skew run', 'map.create b skew'],
  },
  {
    prefix: [...loaded('soc_a'), 'p = prog.load b plain run', 'm = map.create b plain'],
    operations: [
      ...watch('soc_a'),
      ...uses('m'),
      ...['map.update m .tag=1', 'map.update m .tag=2 .run=p', 'map.delete m', 'map.lookup m', 'fd.close p'],
      ...['pin.create m pin1', 'pin.get pin1', 'pin.read pin1', 'pin.remove pin1'],
    ],
  },
  {
    prefix: LINKED,
    operations: [
      ...watch('soc_a'),
      ...uses('l'),
      ...uses('m'),
      ...['link.update l n', 'link.update l n old=m', 'link.detach l', 'link.poll l', 'object.info l', 'link.create m'],
      ...['map.lookup m', 'map.lookup n', 'map.delete m', 'module.detach soc_a plain', 'pin.create l pin1'],
    ],
  },
  {
    prefix: [...LINKED, 'pin.create l pin1', 'fd.close l', 'fd.close m'],
    operations: [
      ...watch('soc_a'),
      ...['pin.get pin1', 'pin.remove pin1', 'object.by_id l', 'object.by_id m', 'module.detach soc_a plain'],
    ],
  },
];
