// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// A program in the making: operations that an atlas knows under canonical names, under names that a program can have.
import { cellOf, type Key, type State } from '../../model';
import { quiesce, requireDefinition, type Argument, type Members, type Operation, type Program } from '../../spec';
import { handleAt, operationOf } from '../operation';
import { FRESH } from './alphabet';
import { creationHandle } from './normal';
import { namesAt, type Located, type PartId } from './parts';
import { alikeIn } from './scope';
import { PROMPT } from './time';
import type { Land } from './trials';

/** Names as the program has them, by canonical name. */
type Dictionary = ReadonlyMap<string, string>;

export class Walk {
  private readonly operations: Operation[] = [];
  private state: State;
  /** Cells that the program has had. */
  readonly cells = new Set<string>();
  /** Whether what comes next can still be foretold: not when a program that holds maps is on its way out. */
  certain = true;
  /**
   * Whether a map was offered a program that it must refuse. An implementation that takes it, and then has the program
   * hold a map, may have made a circle that nothing can free (docs/findings), which no model state would warn of.
   */
  offered = false;

  constructor(private readonly land: Land) {
    this.state = land.model.initial;
  }

  get length(): number {
    return this.operations.length;
  }

  get program(): Program {
    return { operations: [...this.operations] };
  }

  /** The parts that there are now. */
  located(): readonly Located[] {
    return this.land.parts.locate(this.state);
  }

  /**
   * Parts of these kinds among those that there are, without those whose objects are reserved; undefined when one is
   * missing.
   */
  find(ids: readonly PartId[], reserved: readonly Located[] = []): readonly Located[] | undefined {
    const taken = new Set(reserved.map(({ order }) => order[0]));
    const left = this.located().filter(({ order }) => !taken.has(order[0]));
    const found: Located[] = [];
    for (const id of ids) {
      const at = left.findIndex((part) => part.id === id);
      const [part] = at < 0 ? [] : left.splice(at, 1);
      if (part === undefined) return undefined;
      found.push(part);
    }
    return found;
  }

  /** Whether an operation on these parts can be named: one on no object may need a module that is not loaded. */
  canName({ args }: Operation, parts: readonly Located[]): boolean {
    const { name } = args;
    if (typeof name !== 'string' || parts.length > 0) return true;
    return this.absent(name) !== undefined;
  }

  /** Does an operation of the atlas to these parts, which it can name. */
  step(operation: Operation, parts: readonly Located[]): void {
    const concrete = this.translate(operation, parts);
    const transitions = this.land.model.step(this.state, concrete);
    const [only] = transitions;
    if (only === undefined) throw new Error(`nothing is allowed for ${operation.op}`);
    if (transitions.length === 1) this.cells.add(cellOf(this.state, concrete, only));
    else this.certain = false;
    this.operations.push(concrete);
    this.offered ||= only.ret < 0 && Object.values(concrete.args).some((value) => typeof value === 'object');
    this.certain &&= only.next.dying.length === 0;
    const settled = PROMPT.after(only.next);
    if (settled !== only.next) this.operations.push({ op: quiesce.op, args: {} });
    this.state = settled;
  }

  private translate(operation: Operation, parts: readonly Located[]): Operation {
    const names = this.dictionary(parts);
    const definition = requireDefinition(operation);
    const number = String(this.operations.length + 1);
    const args = Object.entries(operation.args).map(([name, value]): [string, Argument] => {
      const kind = definition.parameters[name]?.kind;
      if (kind === 'path' && value === FRESH) return [name, `pin${number}`];
      if (name === 'name' && typeof value === 'string')
        return [name, names.get(`module:${value}`) ?? this.absent(value) ?? value];
      return [name, typeof value === 'object' ? members(value, names) : named(value, kind, names)];
    });
    return operationOf(definition, Object.fromEntries(args), handleAt(definition, this.operations.length));
  }

  private dictionary(parts: readonly Located[]): Dictionary {
    const all = namesAt(parts.map(({ order }) => ({ state: this.state, order })));
    const names = new Map<string, string>();
    for (const { keys, handles, paths } of all) {
      for (const [mine, canonical] of keys) names.set(...entry(canonical, mine));
      for (const [mine, canonical] of [...handles, ...paths]) names.set(canonical, mine);
    }
    return names;
  }

  /** A module like the one that is named and that is not loaded; a bad name stays what it is. */
  private absent(name: string): string | undefined {
    const alike = alikeIn(this.land.scope, name);
    return alike.length > 0 ? alike.find((other) => !this.state.modules.has(other)) : name;
  }
}

/** Modules by their names, other objects by the handles that they were created with. */
const entry = (canonical: Key, mine: Key): [string, string] =>
  canonical.startsWith('module:')
    ? [canonical, mine.slice('module:'.length)]
    : [creationHandle(canonical), creationHandle(mine)];

const REFERRING = new Set(['fd', 'handle', 'path']);

const named = (value: Exclude<Argument, Members>, kind: string | undefined, names: Dictionary): Argument =>
  typeof value === 'string' && kind !== undefined && REFERRING.has(kind) ? (names.get(value) ?? value) : value;

const members = (value: Members, names: Dictionary): Members =>
  Object.fromEntries(
    Object.entries(value).map(([member, word]) => [
      member,
      typeof word === 'string' ? (names.get(word) ?? word) : word,
    ]),
  );
