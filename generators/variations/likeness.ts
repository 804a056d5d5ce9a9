// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Objects that are made as another one was, or nearly: again, of another type, of another module.
import {
  btfOpen,
  linkCreate,
  mapUpdate,
  moduleLoad,
  moduleRegister,
  MODULES,
  typeIn,
  type Handle,
  type Members,
  type ModuleName,
  type Operation,
} from '../../spec';
import type { State } from '../../model';

/** Something that looks like what a handle names: the operations that make it, and its handle. */
export interface Twin {
  readonly kind: string;
  readonly extra: readonly Operation[];
  readonly handle: Handle;
}

/** How an object was made: the operation that bound its handle, and what filled it. */
interface Making {
  readonly before: readonly Operation[];
  readonly state: State;
  readonly handle: Handle;
  readonly maker: Operation;
  readonly filled: readonly Operation[];
}

/** The handles that likenesses are given; whoever takes several renames them. */
const TWIN = 't1';
const ITS_BTF = 't2';

function makingOf(before: readonly Operation[], state: State, handle: Handle): Making | undefined {
  const at = before.findIndex(({ result }) => result === handle);
  const maker = before[at];
  if (maker === undefined) return undefined;
  const filled = before.slice(at).filter(({ op, args }) => op === mapUpdate.op && args['map'] === handle);
  return { before, state, handle, maker, filled };
}

/** The value of the twin of a map that has the given one. */
type Fill = (value: Members | undefined) => Members | undefined;
const asItWas: Fill = (value) => value;
/** Programs and other types' members would not fit. */
const emptied: Fill = () => undefined;
const asking =
  (member: string, result: number): Fill =>
  (value) => ({ ...value, [member]: result });

/** The same operations for another handle, with other arguments for the first. */
function remade({ maker, filled }: Making, args: Operation['args'], fill: Fill): readonly Operation[] {
  const again = { ...maker, args: { ...maker.args, ...args }, result: TWIN };
  const filling = filled.map((each) => {
    const { value, ...others } = each.args;
    const other = fill(value as Members | undefined);
    return { ...each, args: { ...others, map: TWIN, ...(other === undefined ? {} : { value: other }) } };
  });
  return [again, ...filling];
}

const twin = (kind: string, extra: readonly Operation[]): Twin => ({ kind, extra, handle: TWIN });

/** Results of update() that a twin asks for: it is refused, or says something that is neither. */
const UPDATES = [-12, 1];

function asItself(making: Making, members: readonly { readonly name: string }[]): readonly Twin[] {
  const same = twin('twin', remade(making, {}, asItWas));
  if (making.filled.length === 0 || !members.some(({ name }) => name === 'want_update')) return [same];
  const wanting = UPDATES.map((result) =>
    twin(`twin that wants ${String(result)}`, remade(making, {}, asking('want_update', result))),
  );
  return [same, ...wanting];
}

const TYPES = ['fixed', 'owned', 'asked', 'plain'];

function ofAnotherType(making: Making, module: ModuleName, type: string): readonly Twin[] {
  const registered = making.state.modules.get(module)?.registered ?? [];
  const registering = (name: string): Operation => ({ op: moduleRegister.op, args: { name: module, type: name } });
  return TYPES.filter((other) => other !== type && !registered.includes(other)).map((other) =>
    twin(`of ${other}`, [registering(other), ...remade(making, { type: other }, emptied)]),
  );
}

function ofAnotherModule(making: Making, module: ModuleName): readonly Twin[] {
  const { before, state } = making;
  const load = before.find(({ op, args }) => op === moduleLoad.op && args['name'] === module);
  const other = MODULES.find((each) => each !== module && !state.modules.has(each));
  if (load === undefined || other === undefined) return [];
  const loading = { ...load, args: { ...load.args, name: other } };
  const opening = { op: btfOpen.op, args: { name: other }, result: ITS_BTF };
  return [twin('of another module', [loading, opening, ...remade(making, { btf: ITS_BTF }, emptied)])];
}

/** Objects that are made as a handle's was by the operations before, or nearly so; none for what nobody can make again. */
export function likenesses(before: readonly Operation[], state: State, handle: Handle): readonly Twin[] {
  const making = makingOf(before, state, handle);
  if (making === undefined) return [];
  const { btf, type } = making.maker.args;
  if (making.maker.op === linkCreate.op) return asItself(making, []);
  if (typeof type !== 'string' || typeof btf !== 'string') return [];
  const name = state.btfs.get(state.files.get(btf)?.key ?? '')?.name ?? 'vmlinux';
  const same = asItself(making, typeIn(name, type)?.members ?? []);
  const module = MODULES.find((each) => each === name);
  if (module === undefined) return same;
  return [...same, ...ofAnotherType(making, module, type), ...ofAnotherModule(making, module)];
}
