// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What loaders do over several operations: programs, and behind each operation what it comes to on Debian's 6.12 with
// bpftool 7.5, which dies over every value of a module's type once its work is done. A value is given where it tells.
import { formatReturn, hasReturned, isCrash, type Outcome, type Program } from '../../../../spec';
import { parseProgram } from '../../../../generators';

/** `expected`: one text for each operation. */
export interface Scenario {
  readonly program: Program;
  readonly expected: readonly string[];
}

export const SCENARIOS: Readonly<Record<string, string>> = {
  'of two modules that describe a type the first that was loaded gets the value': `
    module.load soc_b                                     # 0
    module.load soc_a                                     # 0
    m = loader.register plain run                         # SIGSEGV
    module.call soc_b plain run                           # 0 [[1,0]]
    module.call soc_a plain run                           # 0 []
    module.info soc_b                                     # 0 {"initstate":"live","refcnt":1}
    module.info soc_a                                     # 0 {"initstate":"live","refcnt":0}`,

  'a type that vmlinux describes concerns no module': `
    module.load soc_a                                     # 0
    m = loader.register tcp_congestion_ops                # 0
    module.info soc_a                                     # 0 {"initstate":"live","refcnt":0}
    module.unload soc_a                                   # 0`,

  'without the module nothing is found, and nothing is left': `
    m = loader.register plain run link path=pin1          # -ESRCH
    l = pin.get pin1                                      # -ENOENT
    module.load soc_a                                     # 0
    module.log soc_a                                      # 0 ["init plain"]`,

  'a module with a registered value stays until that is unregistered': `
    module.load soc_a                                     # 0
    m = loader.register plain                             # SIGSEGV
    module.unload soc_a                                   # -EAGAIN
    module.call soc_a plain run                           # 0 [[1,null]]
    loader.unregister m                                   # SIGSEGV
    quiesce                                               # 0 {"settled":true}
    module.unload soc_a                                   # 0`,

  'after a reload the new BTF is found, though a program holds the old one': `
    module.load soc_a                                     # 0
    b = btf.open soc_a                                    # 0
    p = prog.load b plain run                             # 0
    module.unload soc_a                                   # 0
    btf.list                                              # 0 []
    m = loader.register plain                             # -ESRCH
    module.load soc_a                                     # 0
    n = loader.register plain run                         # SIGSEGV
    module.call soc_a plain run                           # 0 [[1,0]]
    module.info soc_a                                     # 0 {"initstate":"live","refcnt":1}`,

  'loading a module twice changes nothing for loaders': `
    module.load soc_a                                     # 0
    m = loader.register plain                             # SIGSEGV
    module.load soc_a                                     # -EEXIST
    n = loader.register plain link path=pin1 tag=2        # SIGSEGV
    module.call soc_a plain run                           # 0 [[1,null],[2,null]]
    module.info soc_a                                     # 0 {"initstate":"live","refcnt":2}`,

  'two loaders of one type: each has its own map, and takes back its own': `
    module.load soc_a                                     # 0
    m = loader.register plain run                         # SIGSEGV
    n = loader.register plain run tag=2                   # SIGSEGV
    module.call soc_a plain run arg=7                     # 0 [[1,0],[2,0]]
    loader.unregister m                                   # SIGSEGV
    module.call soc_a plain run                           # 0 [[2,0]]
    loader.unregister n                                   # SIGSEGV
    module.call soc_a plain run                           # 0 []`,

  'a type that is described but not registered can be loaded once it is registered': `
    module.load soc_a types=none                          # 0
    m = loader.register plain                             # -ENOTSUPP
    module.register soc_a plain                           # 0
    n = loader.register plain                             # SIGSEGV
    module.call soc_a plain run                           # 0 [[1,null]]`,

  'the module that was loaded first is meant, though only a later one has registered the type': `
    module.load soc_a types=none                          # 0
    module.load soc_b                                     # 0
    m = loader.register plain                             # -ENOTSUPP
    module.call soc_b plain run                           # 0 []
    module.unload soc_a                                   # 0
    n = loader.register plain                             # SIGSEGV
    module.call soc_b plain run                           # 0 [[1,null]]`,

  'unregistering twice: once it is gone, and while somebody holds it': `
    m = loader.register tcp_congestion_ops                # 0
    loader.unregister m                                   # 0
    quiesce                                               # 0
    loader.unregister m                                   # -ENOENT
    n = loader.register tcp_congestion_ops                # 0
    d = object.by_id n                                    # 0
    loader.unregister n                                   # 0
    loader.unregister n                                   # -EINPROGRESS`,

  'what was unregistered can be registered again': `
    module.load soc_a types=owned                         # 0
    m = loader.register owned                             # SIGSEGV
    n = loader.register owned tag=2                       # -EEXIST
    loader.unregister m                                   # SIGSEGV
    o = loader.register owned link path=pin1 tag=2        # SIGSEGV
    module.call soc_a owned run                           # 0 [[2,null]]`,

  'what a loader leaves that died after its work is found, and goes': `
    module.load soc_a                                     # 0
    m = loader.register plain run                         # SIGSEGV
    loader.unregister m                                   # SIGSEGV
    r = loader.register plain link path=pin1 tag=2        # SIGSEGV
    l = pin.get pin1                                      # 0
    module.call soc_a plain run                           # 0 [[2,null]]
    link.detach l                                         # 0
    module.call soc_a plain run                           # 0 []
    quiesce                                               # 0
    module.info soc_a                                     # 0 {"initstate":"live","refcnt":0}`,

  'a link that was not pinned goes with the loader, however that ends': `
    module.load soc_a types=fixed                         # 0
    m = loader.register fixed link                        # SIGSEGV
    module.call soc_a fixed run                           # 0 []
    quiesce                                               # 0
    module.unload soc_a                                   # 0`,
};

/** Throws when a scenario is no program, or has an operation without an expectation. */
export function scenario(text: string): Scenario {
  const parsed = parseProgram(text);
  if (parsed.kind !== 'program') throw new Error(JSON.stringify(parsed));
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const expected = lines.map((line) => line.split('#')[1]?.trim() ?? '');
  if (expected.length !== parsed.program.operations.length || expected.includes(''))
    throw new Error(`an operation without an expectation in:\n${text}`);
  return { program: parsed.program, expected };
}

/** An outcome in the words of the scenarios; the value is left out where `expected` has none. */
export function worded(outcome: Outcome, expected: string): string {
  if (isCrash(outcome)) return outcome.crashed;
  if (!hasReturned(outcome)) return 'stuck';
  const value = expected.includes(' ') ? ` ${JSON.stringify(outcome.value)}` : '';
  return formatReturn(outcome.ret) + value;
}
