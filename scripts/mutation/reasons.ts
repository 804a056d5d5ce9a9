// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Why mutants of the model live.
import { UNTRIED, type Reason } from './survivors';

const DECIDED = 'An earlier check has decided this case; the guard is for the type checker, or says what cannot be';
const SAME = 'What comes of it is the same';
const ANOTHER_CLAUSE = 'The same errno is given a little later, by another clause';
const ANOTHER_WAY = 'Several outcomes are allowed, and the simulated kernel never shows the one that is missing now';
const LOADERS =
  'The simulated kernel has no loader, so that only witnesses come here; the guest of bpftool.e2e.test.ts has one';

export const REASONS: readonly Reason[] = [
  // swap() is asked by what follows LINK-UPDATE-08, and an attached link's map is there.
  { file: 'model/rules/link.ts', change: 'object.map === undefined', why: DECIDED },
  { file: 'model/rules/link.ts', change: 'old === undefined', why: DECIDED },
  // detach() is asked for links that are attached (LINK-DETACH-03 comes first) or that the test module has registered.
  { file: 'model/rules/link.ts', change: 'map === undefined', why: DECIDED },
  // A map in INIT is referred to by nothing that is counted.
  { file: 'model/rules/pin.ts', change: "phase === 'INIT'", why: SAME },
  // A program's descriptor in the place of a map's: no witness of link.create has loaded a program.
  { file: 'model/rules/link.ts', change: "args.attach !== 'struct_ops'", why: UNTRIED },
  { file: 'model/rules/link.ts', change: 'true => false', why: UNTRIED },
  // maker() throws for calls that have two outcomes, and a loader makes none of them.
  { file: 'model/rules/loader.ts', change: 'only === undefined', why: DECIDED },
  { file: 'model/rules/loader.ts', change: 'others.length > 0', why: DECIDED },
  { file: 'model/rules/loader.ts', change: '', why: LOADERS },
  { file: 'model/rules/loaderSearch.ts', change: '', why: LOADERS },
  // staysVisible() of nothing is false.
  { file: 'model/rules/btf.ts', change: 'first !== undefined', why: SAME },
  // A type that is registered is described.
  { file: 'model/rules/mapCreate.ts', change: 'described !== undefined', why: SAME },
  // One of the two flags alone is refused by MAP-CREATE-10, and between the two checks stands -EINVAL only.
  { file: 'model/rules/mapCreate.ts', change: '(args.flags & BPF_F_', why: ANOTHER_CLAUSE },
  // `none` is open in no state, so that it is no BTF only where it is something.
  { file: 'model/rules/mapCreate.ts', change: "args.user !== 'none'", why: SAME },
  { file: 'model/rules/mapCreate.ts', change: 'user === undefined', why: SAME },
  // An entry of another shape is passed over by all that look for one of a type, a map or a link.
  { file: 'model/rules/module.ts', change: '[] => ["Stryker', why: SAME },
  // Loads are told apart by their numbers, whatever the first one is.
  { file: 'model/rules/module.ts', change: 'state.loads + 1', why: SAME },
  // remove() is asked for modules that are there (MOD-UNLOAD-02 comes first).
  { file: 'model/rules/module.ts', change: 'btf === undefined', why: DECIDED },
  { file: 'model/rules/module.ts', change: 'dead === undefined', why: DECIDED },
  { file: 'model/rules/module.ts', change: 'instance !== undefined', why: DECIDED },
  // Keys have the kind of the object in them: there is no link, and no program, by the key of something else.
  { file: 'model/rules/object.ts', change: "file?.kind === 'link'", why: SAME },
  { file: 'model/rules/object.ts', change: "kind === 'link'", why: SAME },
  { file: 'model/rules/mapUpdate.ts', change: "file.kind === 'prog'", why: SAME },
  // A program that is not of a struct_ops type has no BTF, type and member, so that it fits no map.
  { file: 'model/rules/mapUpdate.ts', change: "prog.kind === 'struct_ops'", why: SAME },
  // What an open descriptor refers to is in its table.
  { file: 'model/rules/object.ts', change: 'file === undefined', why: DECIDED },
  { file: 'model/rules/object.ts', change: 'map === undefined', why: DECIDED },
  { file: 'model/rules/object.ts', change: 'prog === undefined', why: DECIDED },
  { file: 'model/rules/object.ts', change: 'btf === undefined', why: DECIDED },
  // attachType() and member() are asked once the type was found.
  { file: 'model/rules/prog.ts', change: 'type === undefined', why: DECIDED },
  { file: 'model/rules/prog.ts', change: 'found === undefined', why: DECIDED },
  // PROG-LOAD-26a: a program that returns its argument is accepted by all of the simulated kernels.
  { file: 'model/rules/prog.ts', change: '[ERRNO.EACCES, ERRNO.EINVAL]', why: ANOTHER_WAY },
  { file: 'model/rules/prog.ts', change: '{ ret: -errno, next: checked(call) }', why: ANOTHER_WAY },
  { file: 'model/rules/prog.ts', change: '-errno', why: ANOTHER_WAY },
  // MOD-CTL-01 comes first for modules, and MOD-CTL-02 is what is left for names that stand for no registration.
  { file: 'model/rules/registration.ts', change: 'instance === undefined', why: DECIDED },
  { file: 'model/rules/registration.ts', change: 'candidate === undefined', why: UNTRIED },
];
