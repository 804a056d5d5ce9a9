// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The seam between the suite and whatever it tests: programs in, histories out.
import type { State } from '../model';
import type { Ending } from './interruption';
import type { Lack } from './premises/premise';
import type { History, Operation, Program, RaceHistory, RaceProgram, RaceRounds, StuckPlace } from '../spec';

/** Who is on the other side. */
export interface Implementation {
  readonly name: string;
  readonly version: string;
  /** The kernel's release where there is one, as uname(2) gives it; see docs/protocol.md for those that hide their update. */
  readonly kernel?: string;
}

/**
 * What became of one program. `history`: it ran. `lost`: the implementation died or fell silent before it answered,
 * so nothing is known of this program, and the session is over. `refused`: the implementation, not what it tests, could
 * not carry the program out.
 */
export type Ran =
  | { readonly kind: 'history'; readonly program: Program; readonly history: History }
  | (Loss & { readonly kind: 'lost'; readonly program: Program })
  | { readonly kind: 'refused'; readonly program: Program; readonly reason: string };

/** How a session ended before its time. */
export interface Loss extends Ending {
  /** What the implementation said last. */
  readonly log: readonly string[];
  /** What had been seen of the program, up to the operation that did not return. */
  readonly history?: History;
  /** Of a race, or where there is no history: the operation that did not return. */
  readonly stuck?: StuckPlace;
}

/** How the programs of one call are run. */
export interface RunOptions {
  /**
   * Seconds after which an operation that sleeps is taken for stuck; left out for what the implementation thinks right.
   * Worth saying when it is known to happen, and costs a guest each time.
   */
  readonly limit?: number;
}

/** A place of a test module where whoever comes by waits: docs/test-module.md. It changes orders, never outcomes. */
export interface Hold {
  readonly module: 'soc_a' | 'soc_b' | 'soc_n';
  readonly at: 'reg' | 'unreg' | 'update' | 'validate' | 'init_member' | 'init' | 'exit';
  /** For how long at most, 1 to 200. */
  readonly ms: number;
}

/** How a race is to be run. */
export interface RaceOptions {
  /** How many rounds at most: an implementation stops earlier rather than be silent for long. */
  readonly rounds: number;
  /** Chooses the delays of the threads. */
  readonly seed: number;
  /** As for programs. */
  readonly limit?: number;
  /** In place while the threads run. */
  readonly holds?: readonly Hold[];
}

/** What became of one race; the kinds are those of `Ran`. */
export type Raced =
  | { readonly kind: 'rounds'; readonly race: RaceProgram; readonly rounds: RaceRounds }
  | (Loss & { readonly kind: 'lost'; readonly race: RaceProgram })
  | { readonly kind: 'refused'; readonly race: RaceProgram; readonly reason: string };

/** One connection to an implementation. */
export interface Session extends AsyncDisposable {
  readonly implementation: Implementation;
  /** Names of the operations that can be expressed through this session; no other is sent. */
  readonly operations: ReadonlySet<string>;
  /**
   * Whether an operation of theirs can be expressed with its arguments; left out when every one can. `state` is where
   * the reference model takes the program to be; without it the question is whether any state allows it.
   */
  readonly expresses?: (operation: Operation, state?: State) => boolean;
  /** Premises of the suite that do not hold behind this session, and so what of it is left out. */
  readonly lacks?: readonly Lack[];
  /** What went wrong on the way here without being in the way, each in one clause: a snapshot that was damaged. */
  readonly troubles?: readonly string[];
  /** Runs the programs in order and yields one result for each, as they come; ends early after `lost`. */
  run(programs: readonly Program[], options?: RunOptions): AsyncIterable<Ran>;
  /** Runs many rounds of one race; left out when the implementation runs none. */
  readonly race?: (race: RaceProgram, options: RaceOptions) => Promise<Raced>;
  /**
   * Runs one round of a race and asks at every step which thread goes on. The same answers give the same history. Left
   * out where threads run as they will.
   */
  readonly play?: (race: RaceProgram, scheduler: RaceScheduler) => RaceHistory;
}

/** Decides each step of several threads. */
export interface RaceScheduler {
  /**
   * Index of the thread that goes on, of those that could: their names, and the points where they stand. `state` says, for
   * those who ask, what lives at that moment, a line each.
   */
  pick(runnable: readonly { readonly name: string; readonly point: string }[], state?: () => readonly string[]): number;
}

/** A way to reach one implementation. */
export interface Adapter {
  readonly name: string;
  /** How many programs to hand over at once for good throughput. */
  readonly batch: number;
  /** The most operations that a program should have here; left out where its start costs no more than an operation. */
  readonly programLength?: number;
  /** Throws `Unavailable` when this machine cannot run it, `ProtocolError` when the other side breaks the protocol. */
  connect(): Promise<Session>;
}
