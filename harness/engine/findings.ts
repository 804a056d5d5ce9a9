// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The distinct violations of a campaign.
import type { Violation } from '../check/verdict';
import type { History, Program } from '../../spec';
import type { Counterexample } from './report';
import { signatureOf } from './signature';

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

  get count(): number {
    return this.bySignature.size;
  }

  /** Takes note of a violation; true when it is the first of its signature. */
  add(found: Found): boolean {
    const known = this.bySignature.get(signatureOf(found.violation));
    if (known) known.occurrences++;
    else this.bySignature.set(signatureOf(found.violation), { found, occurrences: 1 });
    return known === undefined;
  }

  /** Those that have not been shrunk yet. */
  get pending(): readonly Found[] {
    return [...this.bySignature.values()].filter(({ shrunk }) => shrunk === undefined).map(({ found }) => found);
  }

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

function counterexampleOf(signature: string, { found, shrunk = found, occurrences }: Finding): Counterexample {
  const originalLength = found.program.operations.length;
  return { ...shrunk, signature, index: found.index, originalLength, occurrences };
}
