// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What commands can express: the arguments that some command takes, and the states in which it means the same.
import {
  argumentsOf,
  mapUpdate,
  MODULES,
  requireDefinition,
  typesOf,
  typeIn,
  type Argument,
  type Operation,
} from '../../../spec';
import { moduleReferences, type Kind, type State } from '../../../model';
import { STEPS } from './steps/table';
import { canWrite } from './value';

/** For each operation, the arguments that may differ from their defaults. */
const FREE: Readonly<Record<string, readonly string[]>> = {
  'module.load': ['types', 'init', 'also'],
  'module.unload': ['flags'],
  'module.call': ['arg'],
  'map.create': ['link'],
  'map.update': ['value', 'key', 'flags', 'state', 'refcnt', 'hole'],
  'map.lookup': ['key'],
  'map.delete': ['key'],
  'map.next_key': ['key'],
  'loader.register': ['link', 'path', 'run', 'tag'],
};

const KNOWN_FLAGS = [0, 1, 2];

/** The name that an argument gives. */
const named = (argument: Argument | undefined): string => (typeof argument === 'string' ? argument : '');

/** Whether there is a command with these arguments. */
function hasCommand({ op, args }: Operation): boolean {
  const definition = requireDefinition({ op, args });
  const free = [...definition.positional, ...(FREE[op] ?? [])];
  if (!Object.keys(args).every((name) => free.includes(name))) return false;
  if (op === 'prog.load') return args['member'] === 'run' && typeIn('soc_a', named(args['type'])) !== undefined;
  if (op === 'module.unload') return [...MODULES, 'absent'].some((name) => name === args['name']);
  return op !== 'map.update' || KNOWN_FLAGS.includes(Number(args['flags'] ?? 0));
}

const fileOf = (state: State, name: Argument | undefined) => state.files.get(named(name));
const isOpen = (state: State, name: Argument | undefined, ...kinds: readonly Kind[]): boolean => {
  const file = fileOf(state, name);
  return file !== undefined && kinds.includes(file.kind);
};

/** libbpf finds a type by its name: vmlinux first, then the module that was loaded first. */
function isFoundFirst(state: State, btf: string, type: string): boolean {
  const home = typeIn('vmlinux', type) !== undefined;
  if (btf === 'none' || home) return btf === 'none' && home;
  const loads = MODULES.filter((name) => typesOf(name).length > 0)
    .flatMap((name) => state.modules.get(name)?.btf ?? [])
    .sort((a, b) => loadOf(a) - loadOf(b));
  return isOpen(state, btf, 'btf') && loads[0] !== undefined && fileOf(state, btf)?.key === loads[0];
}
const loadOf = (key: string): number => Number(key.slice(key.indexOf('#') + 1));

function isWritableValue(state: State, operation: Operation): boolean {
  const args = argumentsOf(mapUpdate, operation);
  const map = state.maps.get(fileOf(state, args.map)?.key ?? '');
  return map !== undefined && canWrite(args, map.type, state.btfs.get(map.btf)?.name ?? '');
}

/** An object whose id is known: one that is alive, or none at all. */
function hasId(state: State, of: Argument | undefined, ...kinds: readonly Kind[]): boolean {
  const bound = state.bound.get(named(of));
  if (bound === undefined) return true;
  const alive =
    state.maps.get(bound.key) !== undefined || (state.links.get(bound.key) && !state.doomed.includes(bound.key));
  return kinds.includes(bound.kind) && alive === true;
}

/** Whether something else than this handle holds its link. */
function isHeldTwice(state: State, name: Argument | undefined): boolean {
  const key = fileOf(state, name)?.key;
  const holders = [...state.files.values, ...state.pins.values].filter((each) => each.key === key);
  return holders.length > 1;
}

/**
 * Whether it is known what comes of removing a module. While a release is pending both outcomes are right, and what
 * follows can only be expressed after one of them: a map is made of the module that libbpf finds.
 */
function isDecided(state: State, name: Argument | undefined): boolean {
  const instance = state.modules.values.find((each) => each.name === name);
  if (instance === undefined) return true;
  const { pendingPuts } = instance;
  return state.doomed.length === 0 && (pendingPuts === 0 || moduleReferences(state, instance.name) > pendingPuts);
}

type Fits = (state: State, args: Operation['args'], operation: Operation) => boolean;
const onMap: Fits = (state, { map }) => isOpen(state, map, 'map');

/** The states in which a command does what the operation says. */
const FITS: Readonly<Record<string, Fits>> = {
  'module.unload': (state, { name }) => isDecided(state, name),
  'prog.load': (state, { btf, type }) => isFoundFirst(state, named(btf), named(type)),
  'map.create': (state, { btf, type }) => isFoundFirst(state, named(btf), named(type)),
  'map.update': (state, args, operation) => onMap(state, args, operation) && isWritableValue(state, operation),
  'map.lookup': onMap,
  'map.delete': onMap,
  'map.next_key': onMap,
  'map.freeze': onMap,
  'link.detach': (state, { link }) => isOpen(state, link, 'link'),
  'fd.close': (state, { fd }) =>
    isOpen(state, fd, 'map', 'prog') || (isOpen(state, fd, 'link') && isHeldTwice(state, fd)),
  'pin.create': (state, { fd }) => isOpen(state, fd, 'map', 'link'),
  'object.info': (state, { fd }) =>
    isOpen(state, fd, 'link') ||
    (isOpen(state, fd, 'btf') && state.btfs.get(fileOf(state, fd)?.key ?? '')?.live === true),
  'object.by_id': (state, { of }) => hasId(state, of, 'map', 'link'),
  'loader.unregister': (state, { of }) => hasId(state, of, 'map'),
};

/** The names of the operations that there are commands for. */
export const OPERATION_NAMES: ReadonlySet<string> = new Set(STEPS.keys());

/** See `Session.expresses`. */
export function expresses(operation: Operation, state?: State): boolean {
  if (!OPERATION_NAMES.has(operation.op) || !hasCommand(operation)) return false;
  return state === undefined || (FITS[operation.op]?.(state, operation.args, operation) ?? true);
}
