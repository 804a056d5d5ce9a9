// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The figures of the page docs/kill-matrix.md, kept beside it as data, so that a test can measure them again.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataDirectory } from '../platform/data-directory';
import { FAULTS } from '../adapters/simulator';
import type { Cell, KillMatrix } from './matrix';
import { STRATEGIES } from './strategies';

/** A matrix by names, and the command that made it. */
export interface Published {
  readonly command: string;
  readonly matrix: KillMatrix;
}

interface Written {
  readonly command: string;
  readonly seeds: number;
  readonly limit: number;
  readonly faults: readonly string[];
  readonly strategies: readonly string[];
  readonly cells: readonly Cell[];
}

/** One cell a line, so that a change shows which. */
export function formatPublished({ command, matrix }: Published): string {
  const { seeds, limit, faults, strategies, cells } = matrix;
  const names = (all: readonly { readonly name: string }[]): string => JSON.stringify(all.map(({ name }) => name));
  const lines = cells.map((cell) => `    ${JSON.stringify(cell)}`).join(',\n');
  return `{
  "command": ${JSON.stringify(command)},
  "seeds": ${seeds},
  "limit": ${limit},
  "faults": ${names(faults)},
  "strategies": ${names(strategies)},
  "cells": [
${lines}
  ]
}
`;
}

export const PUBLISHED_FILE = join('docs', 'kill-matrix.json');

/** Throws when the file names a fault or a strategy that there is not any more: then the page is to be made again. */
export function readPublished(): Published {
  const file = join(dataDirectory(__dirname, 'docs'), 'kill-matrix.json');
  const written = JSON.parse(readFileSync(file, 'utf8')) as Written;
  const { command, seeds, limit, cells } = written;
  const matrix = {
    seeds,
    limit,
    cells,
    faults: named(FAULTS, written.faults),
    strategies: named(STRATEGIES, written.strategies),
  };
  return { command, matrix };
}

const named = <Named extends { readonly name: string }>(
  all: readonly Named[],
  names: readonly string[],
): readonly Named[] =>
  names.map((name) => {
    const found = all.find((each) => each.name === name);
    if (found === undefined) throw new Error(`${PUBLISHED_FILE} has ${name}, and there is no such thing`);
    return found;
  });
