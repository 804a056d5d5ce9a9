// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The distinct violations of a campaign, those apart that the kernel is known for.
import type { Violation } from '../judge/verdict';
import type { KnownDeviation } from '../judge/known/deviation';
import type { History, Program } from '../../spec';
import type { Counterexample, KnownFinding } from './report';
import { signatureOf } from '../judge/signature';

/** A program that violates, as it was generated. */
export interface Found {
  readonly index: number;
  readonly program: Program;
  readonly history: History;
  readonly violation: Violation;
}

/** The smallest program that was found to violate in the same way. */
export type Shrunk = Omit<Found, 'index'> & Pick<Counterexample, 'unfinished'>;

interface Finding {
  readonly found: Found;
  shrunk?: Shrunk;
  occurrences: number;
}

export class Findings {
  private readonly bySignature = new Map<string, Finding>();
  private readonly byDeviation = new Map<KnownDeviation, { found: Omit<Found, 'index'>; occurrences: number }>();

  /** `recognise` has the entry of what the kernel is known for that a violation is. */
  constructor(private readonly recognise: (found: Found) => KnownDeviation | undefined = () => undefined) {}

  /** How many there are that nobody knew. */
  get count(): number {
    return this.bySignature.size;
  }

  /** Whether a violation like it was found already. */
  has(violation: Violation): boolean {
    return this.bySignature.has(signatureOf(violation));
  }

  /** Whether an operation that does not return is among them, so that more of it is to be expected. */
  get stuck(): boolean {
    return [...this.bySignature.values()].some(({ found }) => found.violation.kind === 'stuck');
  }

  /** Takes note of a violation; true when nobody knew it and it is the first of its signature. */
  add(found: Found): boolean {
    const deviation = this.recognise(found);
    if (deviation !== undefined) {
      this.addKnown(deviation, found);
      return false;
    }
    const signature = signatureOf(found.violation);
    const known = this.bySignature.get(signature);
    if (known === undefined) {
      this.bySignature.set(signature, { found, occurrences: 1 });
      return true;
    }
    known.occurrences++;
    return false;
  }

  /** Takes note of what the kernel is known for. Nothing is shrunk: the shortest program that was met will do. */
  addKnown(deviation: KnownDeviation, found: Omit<Found, 'index'>): void {
    const known = this.byDeviation.get(deviation);
    const shorter = known === undefined || lengthOf(found) < lengthOf(known.found) ? found : known.found;
    this.byDeviation.set(deviation, { found: shorter, occurrences: (known?.occurrences ?? 0) + 1 });
  }

  /** The deviations that were met. */
  get known(): readonly KnownFinding[] {
    return [...this.byDeviation].map(([{ finding, reason, see }, { found, occurrences }]) => {
      const { program, history, violation } = found;
      return { finding, reason, see, program, history, violation, occurrences };
    });
  }

  /** One that has not been shrunk yet. */
  get pending(): Found | undefined {
    return [...this.bySignature.values()].find(({ shrunk }) => shrunk === undefined)?.found;
  }

  /** What was found, at its smallest. */
  shrunk(found: Found, shrunk: Shrunk): Counterexample {
    const signature = signatureOf(found.violation);
    const finding = this.bySignature.get(signature) ?? { found, occurrences: 1 };
    finding.shrunk = shrunk;
    return counterexampleOf(signature, finding);
  }

  get counterexamples(): readonly Counterexample[] {
    return [...this.bySignature].map(([signature, finding]) => counterexampleOf(signature, finding));
  }
}

const lengthOf = ({ program }: Omit<Found, 'index'>): number => program.operations.length;

function counterexampleOf(signature: string, { found, shrunk = found, occurrences }: Finding): Counterexample {
  const originalLength = found.program.operations.length;
  return { ...shrunk, signature, index: found.index, originalLength, occurrences };
}
