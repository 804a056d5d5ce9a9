// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The least that any implementation must get right: when one of these fails, it is the adapter that is broken.
import { parseProgram } from '../../../generators/text';
import type { Program } from '../../../spec';

const TEXTS: Readonly<Record<string, string>> = {
  'a module is loaded and removed': `
    module.load soc_a
    module.info soc_a
    module.unload soc_a
    module.info soc_a`,
  'what does not exist is not found': `
    module.unload absent
    b = btf.open soc_b
    fd.close b
    map.delete closed`,
  'a map without a link is registered, called and deleted': `
    module.load soc_a
    b = btf.open soc_a
    p = prog.load b plain run value=7
    m = map.create b plain
    map.update m .run=p .tag=3
    module.call soc_a plain run
    map.delete m
    module.call soc_a plain run
    fd.close m
    fd.close p
    fd.close b
    quiesce
    module.unload soc_a`,
  'a map with a link is registered by the link': `
    module.load soc_a
    b = btf.open soc_a
    p = prog.load b plain run value=7
    m = map.create b plain link
    map.update m .run=p .tag=3
    l = link.create m
    module.unload soc_a
    link.detach l
    fd.close l
    fd.close m
    fd.close p
    fd.close b
    quiesce
    module.unload soc_a`,
  'every program starts from a clean system': `
    module.info soc_a
    module.load soc_a
    b = btf.open soc_a
    m = map.create b plain
    pin.create m left
    map.lookup m`,
  'nothing is left of the program before': `
    module.info soc_a
    m = pin.get left
    btf.list`,
};

export interface SmokeProgram {
  readonly name: string;
  readonly program: Program;
}

/** In order: each assumes that the ones before it passed. */
export const SMOKE_PROGRAMS: readonly SmokeProgram[] = Object.entries(TEXTS).map(([name, text]) => {
  const parsed = parseProgram(text);
  if (parsed.kind === 'error') throw new Error(`smoke program '${name}', line ${parsed.line}: ${parsed.message}`);
  return { name, program: parsed.program };
});
