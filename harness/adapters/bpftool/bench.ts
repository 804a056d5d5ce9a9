// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What one program has made so far, and the commands that it is carried out with.
import type { Ending } from '../../interruption';
import type { Json, ModuleName, Operation, Outcome } from '../../../spec';
import { errnoIn } from './errno';
import type { Ended, Shell } from './shell';

/** Where things lie on the machine that the shell works on. */
export interface Places {
  /** Objects of `objects.ts`, without the trailing slash. */
  readonly objects: string;
  /** soc_a.ko and the others. */
  readonly modules: string;
}

/** Pins that programs make, and pins that stand for the descriptors that programs hold. A pin is DIRECTORY/NAME/soc_map. */
export const PINS = '/sys/fs/bpf/soc';
export const HANDLES = '/sys/fs/bpf/soc_handles';
export const pinOf = (directory: string, name: string): string => `${directory}/${name}/soc_map`;

/** The name of all maps that the suite makes. */
export const MAP_NAME = 'soc_map';

/** What a pin can hold. */
export type PinnedKind = 'map' | 'link' | 'prog';

/** A BTF object is remembered by its id; other objects are held by a pin as long as they are open. */
export type Handle =
  | { readonly kind: 'btf'; readonly id: number; readonly name: string }
  | { readonly kind: PinnedKind; readonly id: number; readonly path?: string };

/** What a map was made of. */
export interface MapFacts {
  readonly type: string;
  readonly btf: ModuleName | 'vmlinux';
}

/** What this adapter has no command for; the program is not carried on. */
export class Inexpressible extends Error {
  override readonly name = 'Inexpressible';
}

/** The machine went away under a command. */
export class ShellLost extends Error {
  override readonly name = 'ShellLost';

  constructor(readonly ending: Ending) {
    super(ending.reason);
  }
}

/** One program at work. */
export class Bench {
  readonly handles = new Map<string, Handle>();
  /** Pins of the program's, by the name that it gave the path. */
  readonly pins = new Map<string, { readonly kind: 'map' | 'link'; readonly id: number }>();
  readonly maps = new Map<number, MapFacts>();
  readonly loaded = new Set<string>();
  /** Handles of maps that came and went without an id that anybody saw. */
  readonly unknown = new Set<string>();
  private unnamed = 0;
  private log: string[] = [];

  constructor(
    readonly shell: Shell,
    readonly places: Places,
    /** Links that were there before, and are nobody's business here. */
    readonly foreignLinks: ReadonlySet<number> = new Set(),
  ) {}

  /** Runs a command to its end, and keeps what the kernel said meanwhile for the step. */
  async exec(...argv: readonly string[]): Promise<Ended> {
    const executed = await this.shell.exec(argv);
    if (executed.kind === 'lost') throw new ShellLost(executed);
    this.log.push(...(executed.log ?? []));
    return executed;
  }

  /** bpftool with JSON as its output. */
  bpftool(...args: readonly string[]): Promise<Ended> {
    return this.exec('bpftool', '-j', ...args);
  }

  takeLog(): readonly string[] {
    const { log } = this;
    this.log = [];
    return log;
  }

  /** The name of what an operation binds: a descriptor that the program gave none stays open all the same. */
  nameOf({ result }: Operation): string {
    return result ?? `unnamed-${this.unnamed++}`;
  }

  /** The pin behind an open handle of one of the kinds. */
  held<K extends PinnedKind>(name: string, ...kinds: readonly K[]): { kind: K; id: number; path: string } {
    const handle = this.handles.get(name);
    if (handle === undefined || handle.kind === 'btf') throw new Inexpressible(`${name} is not held by a pin`);
    const { id, path } = handle;
    const kind = kinds.find((each) => each === handle.kind);
    if (path === undefined || kind === undefined) throw new Inexpressible(`${name} is no open ${kinds.join(' or ')}`);
    return { kind, id, path };
  }
}

/** What a command that ended came to; a failure whose errno cannot be read is one of the adapter. */
export function outcomeOf(ended: Ended, value?: Json): Outcome {
  if (ended.kind === 'killed') return { crashed: ended.signal };
  if (ended.status === 0) return { ret: 0, ...(value === undefined ? {} : { value }) };
  const said = `${ended.stderr}\n${ended.stdout}`.replaceAll(/["}\]\s]+$/gm, '');
  const ret = errnoIn(said);
  if (ret === undefined) throw new Inexpressible(`no errno in what the command said: ${said.trim()}`);
  return { ret };
}

/** Whether a command did what it should. */
export const succeeded = (ended: Ended): boolean => ended.kind === 'exited' && ended.status === 0;

/** The JSON that a command printed, whatever its status; undefined when there is none. */
export function jsonOf(ended: Ended): unknown {
  try {
    return JSON.parse(ended.stdout);
  } catch {
    return undefined;
  }
}
