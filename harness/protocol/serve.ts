// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The implementation's side of the protocol: answers for any adapter's session over a channel.
import type { Adapter, Ran, Raced, Session } from '../adapter';
import type { Program } from '../../spec';
import type { z } from 'zod';
import type { Lack } from '../premises/premise';
import type { Channel } from './channel';
import { decode } from './decode';
import { ProtocolError } from './error';
import { PROTOCOL_VERSION, request, type lackSchema, type Answer, type RaceRequest, type Request } from './messages';

/** How serving ended: asked to stop, left alone (the input ended), or left by the implementation behind it. */
export type Served =
  { readonly kind: 'stopped' } | { readonly kind: 'left' } | { readonly kind: 'lost'; readonly reason: string };

/** Answers requests until the other side stops it or goes away. Throws what `adapter.connect` throws. */
export async function serve(adapter: Adapter, channel: Channel): Promise<Served> {
  const server = new Server(adapter, (answer) => channel.send(JSON.stringify(answer)));
  try {
    for await (const line of channel.lines) {
      const served = await server.hear(line);
      if (served) return served;
    }
    return { kind: 'left' };
  } finally {
    await server.dispose();
    await channel.close();
  }
}

class Server {
  private session: Session | undefined;

  constructor(
    private readonly adapter: Adapter,
    private readonly say: (answer: Answer) => Promise<void>,
  ) {}

  async hear(line: string): Promise<Served | undefined> {
    const heard = understand(line);
    if (typeof heard === 'string') {
      await this.say(wrong(line, heard));
      return undefined;
    }
    switch (heard.cmd) {
      case 'start':
        await this.start();
        return undefined;
      case 'run':
        return this.run(heard.seq, heard.program);
      case 'race':
        return this.race(heard);
      case 'stop':
        await this.dispose();
        await this.say({ stopped: true, residue: [] });
        return { kind: 'stopped' };
    }
  }

  async dispose(): Promise<void> {
    const session = this.session;
    this.session = undefined;
    await session?.[Symbol.asyncDispose]();
  }

  private async start(): Promise<void> {
    this.session ??= await this.adapter.connect();
    const { implementation, operations, race, lacks = [] } = this.session;
    await this.say({
      version: PROTOCOL_VERSION,
      implementation,
      operations: [...operations],
      ...(race === undefined ? {} : { races: true }),
      ...(lacks.length === 0 ? {} : { lacks: lacks.map(written) }),
    });
  }

  private async run(seq: number, program: Program): Promise<Served | undefined> {
    if (this.session === undefined) return this.refuse(seq, '"start" must come first');
    for await (const ran of this.session.run([program])) {
      if (ran.kind === 'lost') return { kind: 'lost', reason: ran.reason };
      await this.say(answerTo(seq, ran));
    }
    return undefined;
  }

  private async race({ seq, race, rounds, seed, holds }: RaceRequest): Promise<Served | undefined> {
    if (this.session === undefined) return this.refuse(seq, '"start" must come first');
    if (this.session.race === undefined) return this.refuse(seq, 'races are not run here');
    const options = { rounds, seed, ...(holds === undefined ? {} : { holds }) };
    const raced = await this.session.race(race, options);
    if (raced.kind === 'lost') return { kind: 'lost', reason: raced.reason };
    await this.say(roundsOf(seq, raced));
    return undefined;
  }

  private async refuse(seq: number, error: string): Promise<undefined> {
    await this.say({ seq, error });
    return undefined;
  }
}

const written = ({ log, ...lack }: Lack): z.infer<typeof lackSchema> =>
  log === undefined ? lack : { ...lack, log: [...log] };

const roundsOf = (seq: number, raced: Exclude<Raced, { kind: 'lost' }>): Answer =>
  raced.kind === 'rounds' ? { seq, race: raced.rounds } : { seq, error: raced.reason };

const answerTo = (seq: number, ran: Exclude<Ran, { kind: 'lost' }>): Answer =>
  ran.kind === 'history' ? { seq, history: ran.history } : { seq, error: ran.reason };

/** The request, or why the line is none. */
function understand(line: string): Request | string {
  try {
    return decode(request, line, 'a request');
  } catch (error) {
    if (error instanceof ProtocolError) return error.reason;
    throw error;
  }
}

/** A `run` with a broken program is answered under its own number, so that the others go on. */
function wrong(line: string, error: string): Answer {
  const seq = /"seq"\s*:\s*(\d+)/.exec(line)?.[1];
  return seq === undefined ? { error } : { seq: Number(seq), error };
}
