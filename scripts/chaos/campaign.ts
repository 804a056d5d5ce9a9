// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// A campaign on a real guest that is disturbed all the time.
import { performance } from 'node:perf_hooks';
import { integer, sample, shuffledSubarray } from 'fast-check';
import { DEFAULTS } from '../../generators';
import type { Program } from '../../spec';
import { vm, type VmParts } from '../../harness/adapters/vm';
import { runCampaign } from '../../harness/campaign/campaign';
import { oracleFor, type OracleOptions } from '../../harness/campaign/oracle';
import type { Oracle } from '../../harness/campaign/options';
import type { CampaignReport } from '../../harness/campaign/report';
import type { Interruption } from '../../harness/interruption';
import { bootGuest, prepareGuest, type Guest } from '../../harness/guest';
import { accountOf, missingOf, type Account } from './account';
import { MISCHIEFS, type Mischief, type Scene } from './mischief';

export interface ChaosOptions {
  readonly faults: number;
  readonly seed: number;
  readonly kernel: string;
  /** A directory on a disk that may be filled: see `Scene`. */
  readonly cache: string;
  /** What the kernel is known for. */
  readonly known: NonNullable<OracleOptions['deviations']>;
  readonly onFault?: (done: number, mischief: Mischief) => void;
}

export interface Chaos {
  readonly report: CampaignReport;
  readonly account: Account;
}

/** Programs that are judged between two faults: the guest that comes back must have shown that it works. */
const CALM = { least: 2, most: 7 } as const;

/** Programs that may still be answered before a fault is noticed. */
const IN_FLIGHT = 8;

/** Operations of a program: short ones, since this is not about what they find. */
const LENGTH = 12;

/** What may disturb: the running guest, whichever it is, and the lines that come from it. */
class Disturbance {
  private guest: Guest | undefined;
  private listener: ((line: string) => void) | undefined;

  readonly boot: VmParts['boot'] = async (options) => {
    const booted = await bootGuest(options);
    return booted.kind === 'booted' ? { ...booted, guest: this.overheard(booted.guest) } : booted;
  };

  scene(cache: string): Scene | undefined {
    const { guest } = this;
    return guest?.running === true ? { guest, cache, say: (line) => this.listener?.(line) } : undefined;
  }

  private overheard(guest: Guest): Guest {
    this.guest = guest;
    const onLine = guest.onLine.bind(guest);
    guest.onLine = (listener) => {
      this.listener = listener;
      onLine(listener);
    };
    return guest;
  }
}

/** All kinds as often, in an order of the seed's. */
const planOf = (faults: number, seed: number): Mischief[] =>
  sample(shuffledSubarray([...MISCHIEFS], { minLength: MISCHIEFS.length }), {
    seed,
    numRuns: Math.ceil(faults / MISCHIEFS.length),
  })
    .flat()
    .slice(0, faults);

/** Disturbs a campaign until so many faults were injected and the programs after the last one are judged. */
export async function disturbed(options: ChaosOptions): Promise<Chaos> {
  const { faults, seed, kernel, cache, onFault } = options;
  const disturbance = new Disturbance();
  const judged: number[] = [];
  const done: { readonly mischief: Mischief; readonly named: Interruption[] }[] = [];
  const planned = planOf(faults, seed);
  const pauses = sample(integer({ min: CALM.least, max: CALM.most }), { seed, numRuns: faults });
  let due = CALM.most;
  const strike = (): void => {
    const scene = disturbance.scene(cache);
    const last = done.at(-1);
    // Answers that were on their way come first; only then is a fault noticed.
    if (last !== undefined && missingOf(last).length > 0) return;
    if (planned.length === 0 || judged.length < due || scene === undefined) return;
    last?.mischief.mend?.(cache);
    const index = planned.findIndex(({ isPossible }) => isPossible?.(scene) ?? true);
    const [mischief] = planned.splice(index, 1);
    if (index < 0 || mischief === undefined) return;
    done.push({ mischief, named: [] });
    onFault?.(done.length, mischief);
    mischief.act(scene);
  };
  const report = await runCampaign(
    { seed, programs: (faults + 1) * (CALM.most + IN_FLIGHT), maxFailures: Infinity, maxReconnections: 4 },
    {
      adapter: { ...vm({ kernel }, { prepare: prepareGuest, boot: disturbance.boot }), batch: 4 },
      oracle: (implementation, door) => noting(oracleFor(implementation, oracleOptions(options), door), judged),
      now: () => performance.now(),
      onEvent: (event) => {
        if (event.kind === 'lost') {
          done.at(-1)?.named.push(event.interruption);
          due = judged.length + (pauses[done.length - 1] ?? CALM.most);
        }
        if (event.kind === 'judged') strike();
      },
    },
  );
  done.at(-1)?.mischief.mend?.(cache);
  return { report, account: accountOf(report, judged, done) };
}

const oracleOptions = ({ seed, known }: ChaosOptions): OracleOptions => ({
  ...DEFAULTS,
  profile: 'auto',
  seed,
  maxOperations: LENGTH,
  misuse: 0,
  deviations: known,
});

/** The oracle, which writes down the number of every program that it judges. */
function noting(oracle: Oracle, judged: number[]): Oracle {
  const numbers = new Map<Program, number>();
  return {
    ...oracle,
    generate: (index, door) => {
      const program = oracle.generate(index, door);
      numbers.set(program, index);
      return program;
    },
    judge: (program, history) => {
      const index = numbers.get(program);
      // What is left of a program after a known deviation is no program of its own.
      if (index !== undefined) judged.push(index);
      return oracle.judge(program, history);
    },
  };
}
