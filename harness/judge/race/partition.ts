// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Histories fall apart where no operation spans two objects: the parts are searched one by one (Horn and Kroening's
// P-compositionality). A module and all that is made of its types are one part, since loads and unloads span them.
import { definitionOf, MODULES, typeIn, type Operation } from '../../../spec';
import { ALONE } from '../../../model/race';
import type { RecordedHistory } from './recorded';

/** What all operations of vmlinux's types share: names that are taken, and the list of subsystems. */
const VMLINUX = 'type of vmlinux';
const NO_OBJECT: ReadonlySet<string> = new Set(['closed', 'none', '']);

/** Everything that an operation names. */
function named({ op, args, result }: Operation): readonly string[] {
  const names = result === undefined ? [] : [`handle ${result}`];
  for (const [parameter, { kind }] of Object.entries(definitionOf(op)?.parameters ?? {})) {
    const value = args[parameter];
    if (typeof value === 'object')
      names.push(...Object.values(value).flatMap((word) => (typeof word === 'string' ? [`handle ${word}`] : [])));
    else if (typeof value !== 'string' || NO_OBJECT.has(value)) continue;
    else if (kind === 'fd' || kind === 'handle') names.push(`handle ${value}`);
    else if (kind === 'path') names.push(`path ${value}`);
    else if (parameter === 'name') names.push(isModule(value) ? `module ${value}` : VMLINUX);
    else if (parameter === 'type' && typeIn('vmlinux', value) !== undefined) names.push(VMLINUX);
  }
  return names;
}

const isModule = (name: string): boolean => MODULES.some((each) => each === name);

/** Union-find over names. */
class Parts {
  private readonly parents = new Map<string, string>();

  find(name: string): string {
    let root = name;
    for (let parent = this.parents.get(root); parent !== undefined; parent = this.parents.get(root)) root = parent;
    if (root !== name) this.parents.set(name, root);
    return root;
  }

  join(left: string, right: string): void {
    const [a, b] = [this.find(left), this.find(right)];
    if (a !== b) this.parents.set(a, b);
  }
}

/** Parts of a history that share nothing, each in the order of the whole. */
export function partition(history: RecordedHistory): readonly RecordedHistory[] {
  if (history.some(({ operation: { op } }) => ALONE.has(op))) return [history];
  const parts = new Parts();
  const firsts = history.map(({ operation }, index) => {
    const [first = `nothing ${String(index)}`, ...others] = named(operation);
    for (const other of others) parts.join(first, other);
    return first;
  });
  const grouped = new Map<string, RecordedHistory[number][]>();
  for (const [index, recorded] of history.entries()) {
    const root = parts.find(firsts[index] ?? '');
    grouped.set(root, [...(grouped.get(root) ?? []), recorded]);
  }
  return [...grouped.values()];
}
