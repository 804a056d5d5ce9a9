// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The session of a campaign: made again, a bounded number of times, after the implementation went away.
import type { Adapter, Session } from '../adapter';
import type { Ending } from '../interruption';
import { Interrupted, ProtocolError, Unavailable } from '../errors';
import { onAbort } from './abort';
import { AdapterThrew } from './answer';
import { requireSession } from './sound';

/** Starting a guest again takes half a second, so these are half a minute. */
const MAX_RENEWALS = 60;

/** How often in a row it is tried to start an implementation again. */
const ATTEMPTS = 3;

/** What was in the way of a session, though it was found at last. */
export type Trouble = Ending & { readonly cause: 'cache' | 'unreachable' };

export class Connection implements AsyncDisposable {
  private current: Session;
  private count = 0;
  private cleaned = 0;

  private constructor(
    private readonly adapter: Adapter,
    first: Session,
    private readonly onTrouble: (trouble: Trouble) => void,
    private readonly signal: AbortSignal | undefined,
  ) {
    this.current = first;
    this.tell(first);
  }

  /**
   * `onTrouble` hears what was in the way of a session, and why a later `connect` that is tried again had failed. Throws
   * `Interrupted` when the signal comes first.
   */
  static async open(
    adapter: Adapter,
    onTrouble: (trouble: Trouble) => void = () => undefined,
    signal?: AbortSignal,
  ): Promise<Connection> {
    return new Connection(adapter, await connect(adapter, signal), onTrouble, signal);
  }

  get session(): Session {
    return this.current;
  }

  /** How often the session was made again. */
  get reconnections(): number {
    return this.count;
  }

  /**
   * Puts a new session in the place of one whose implementation cannot clean up after a program, so that what is left
   * spoils nothing that comes after. An implementation that leaves something every time is renewed only so often.
   */
  async renew(): Promise<void> {
    if (this.cleaned >= MAX_RENEWALS) return;
    this.cleaned++;
    await this.replace();
  }

  /** Puts a new session in the place of one that is over. Throws what `connect` throws the last time. */
  async reopen(): Promise<void> {
    await this.replace();
    this.count++;
  }

  private async replace(): Promise<void> {
    await disposeQuietly(this.current);
    this.current = await this.connectAgain();
  }

  /** What worked before will work again, unless whatever is in its way stays there. */
  private async connectAgain(): Promise<Session> {
    for (let attempt = 1; ; attempt++) {
      try {
        const session = await connect(this.adapter, this.signal);
        this.tell(session);
        return session;
      } catch (error) {
        if (error instanceof Interrupted) throw error;
        if (!(error instanceof ProtocolError || error instanceof Unavailable)) throw new AdapterThrew(error);
        if (attempt === ATTEMPTS) throw error;
        this.onTrouble({ cause: 'unreachable', reason: error.reason });
      }
    }
  }

  private tell({ troubles = [] }: Session): void {
    for (const reason of troubles) this.onTrouble({ cause: 'cache', reason });
  }

  /** Whoever was interrupted does not wait for an implementation that takes its time to end. */
  async [Symbol.asyncDispose](): Promise<void> {
    await unlessLate(disposeQuietly(this.current), this.signal, (give) => setTimeout(give, LAST_MS));
  }
}

/** Throws `Interrupted` as soon as the signal says so; a session that comes after that is ended at once. */
async function connect(adapter: Adapter, signal: AbortSignal | undefined): Promise<Session> {
  const connecting = adapter.connect().then(requireSession);
  // An implementation in this process is there at once: there is a report then, if of nothing.
  const session = await unlessLate(connecting, signal, setImmediate);
  if (session !== undefined) return session;
  void connecting.then(disposeQuietly, () => undefined);
  throw new Interrupted();
}

/** What an implementation is given to end by itself after an interruption. */
const LAST_MS = 300;

/** What the work comes to; nothing once the signal was given and then what `wait` waits for has passed. */
async function unlessLate<T>(
  work: Promise<T>,
  signal: AbortSignal | undefined,
  wait: (give: () => void) => NodeJS.Timeout | NodeJS.Immediate,
): Promise<T | undefined> {
  let forget = (): void => undefined;
  let waiting: NodeJS.Timeout | NodeJS.Immediate | undefined;
  const late = new Promise<undefined>((resolve) => {
    forget = onAbort(signal, () => (waiting = wait(() => resolve(undefined))));
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    forget();
    waiting?.[Symbol.dispose]();
  }
}

/** What is over already may complain about being ended; what became of it is known by then. */
async function disposeQuietly(session: Session): Promise<void> {
  try {
    await session[Symbol.asyncDispose]();
  } catch {
    // See above.
  }
}
