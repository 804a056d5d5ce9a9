// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Cells: the finest grain at which coverage is counted. A cell is the state of each object that an operation touches,
// the operation with the class of its arguments, and the outcome with its clause.
import {
  defaultOf,
  formatReturn,
  MODULES,
  OPERATIONS,
  typesOf,
  type Argument,
  type Members,
  type ModuleName,
  type Operation,
  type Parameter,
} from '../spec';
import { mapsOf, moduleReferences } from './references';
import type { Transition } from './rule';
import type { Key, Kind, State } from './state';
import { namings, type Naming, type Touched } from './touch';

const several = (count: number): string => (count > 2 ? '3+' : String(count));

/** Descriptors and pins of an object: whether an operation drops the last reference hangs on their number. */
function references(state: State, kind: Kind, key: Key): string {
  let files = 0;
  let pins = 0;
  for (const file of state.files.values) if (file.key === key && file.kind === kind) files++;
  for (const pin of state.pins.values) if (pin.key === key && pin.kind === kind) pins++;
  return `${several(files)}fd${pins === 0 ? '' : ` ${several(pins)}pin`}`;
}

function mapState(state: State, key: Key): string {
  const map = state.maps.get(key);
  if (map === undefined) return 'gone';
  let links = 0;
  let binds = 0;
  for (const link of state.links.values) if (link.map === key) links++;
  for (const prog of state.progs.values) if (mapsOf(prog).includes(key)) binds++;
  const home = state.btfs.get(map.btf)?.kind === 'vmlinux' ? 'vmlinux ' : '';
  const holders = `${links === 0 ? '' : ` ${several(links)}link`}${binds === 0 ? '' : ` ${several(binds)}bind`}`;
  const late = map.pendingPuts === undefined ? '' : ' late';
  return `${home}${map.link ? 'link ' : ''}${map.phase}${holders}${late}`;
}

function linkState(state: State, key: Key): string {
  const link = state.links.get(key);
  if (link === undefined) return 'gone';
  if (state.doomed.includes(key)) return 'doomed';
  return link.map === undefined ? 'detached' : 'attached';
}

function progState(state: State, key: Key): string {
  const prog = state.progs.get(key);
  if (prog === undefined) return 'gone';
  let uses = 0;
  for (const map of state.maps.values) if (Object.values(map.value).includes(key)) uses++;
  const home = prog.kind === 'syscall' ? 'syscall' : btfState(state, prog.btf);
  return `${home}${uses === 0 ? '' : ` in ${several(uses)}map`}${mapsOf(prog).length === 0 ? '' : ' holding'}`;
}

function btfState(state: State, key: Key): string {
  const btf = state.btfs.get(key);
  if (btf === undefined) return 'gone';
  return btf.kind === 'module' ? (btf.live ? 'module' : 'stale') : btf.kind;
}

function moduleState(state: State, key: Key): string {
  const name = key.slice('module:'.length) as ModuleName;
  const instance = state.modules.get(name);
  if (instance === undefined) return 'absent';
  const types = instance.registered.length;
  const held = moduleReferences(state, name) - instance.pendingPuts;
  const use = `${held > 0 ? ' held' : ''}${instance.pendingPuts > 0 ? ' late' : ''}`;
  return `${instance.btf === undefined ? 'without BTF' : `${several(types)}type`}${use}`;
}

const STATES = { map: mapState, link: linkState, prog: progState, btf: btfState } as const;

/** The state of one object in short, the same for all objects that the specification treats alike. */
export function stateOf(state: State, { kind, key }: Touched): string {
  if (kind === 'module') return `module ${moduleState(state, key)}`;
  const text = STATES[kind](state, key);
  return text === 'gone' ? `${kind} gone` : `${kind} ${text} ${references(state, kind, key)}`;
}

function namingText(state: State, { parameter, object, handle }: Naming, given: Argument | undefined): string {
  if (object === undefined) return given === undefined || given === 'none' ? '' : ` ${parameter}=-`;
  const mode = handle === undefined ? 'rw' : state.files.get(handle)?.mode;
  return ` ${parameter}=(${stateOf(state, object)}${mode === 'rw' ? '' : ` ${mode ?? ''}`})`;
}

/** Words by class: what callbacks are told to return counts by its sign, any other number as it is. */
const wordClass = (value: string | number): string => {
  if (typeof value === 'string') return 'fd';
  if (value === 0) return '0';
  return value < 0 ? '-' : value > 0xffffffff ? 'high' : '+';
};

const membersText = (members: Members): string =>
  Object.entries(members)
    .map(([member, value]) => ` .${member}:${wordClass(value)}`)
    .join('');

function plainText(name: string, parameter: Parameter, value: Argument): string {
  if (typeof value === 'object') return membersText(value);
  return value === defaultOf(parameter) ? '' : ` ${name}=${String(value)}`;
}

/** Whether two objects that an operation names are one and the same, which a rule may ask. */
function sameness(namings: readonly Naming[]): string {
  for (const [index, { object }] of namings.entries())
    if (object !== undefined)
      for (let before = 0; before < index; before++) if (namings[before]?.object?.key === object.key) return ' same';
  return '';
}

const NAMING: ReadonlySet<string> = new Set(['fd', 'handle', 'path']);

/** The parameters of each definition that name no object; looked up for every operation that is judged. */
const plain = new Map<string, readonly (readonly [string, Parameter])[]>(
  OPERATIONS.map(({ op, parameters }) => [op, Object.entries(parameters).filter(([, { kind }]) => !NAMING.has(kind))]),
);

const MODULE_NAMES: ReadonlySet<Argument> = new Set(MODULES);

/** Modules are alike, but for the one that has no BTF. */
const isModule = (value: Argument): value is ModuleName => MODULE_NAMES.has(value);

/** What an operation does to which objects, before its outcome is known; `named` is what its arguments name there. */
export function situationOf(state: State, operation: Operation, named = namings(state, operation)): string {
  let text = operation.op;
  for (const naming of named) text += namingText(state, naming, operation.args[naming.parameter]);
  if (named.length > 1) text += sameness(named);
  for (const [name, parameter] of plain.get(operation.op) ?? []) {
    const value = operation.args[name];
    if (value === undefined) continue;
    if (!isModule(value)) text += plainText(name, parameter, value);
    else if (typesOf(value).length === 0) text += ' without BTF';
  }
  return text;
}

/** The cell of a transition from a state. */
export const cellOf = (state: State, operation: Operation, transition: Transition, named?: readonly Naming[]): string =>
  `${situationOf(state, operation, named)} -> ${transition.clause} ${formatReturn(transition.ret)}`;
