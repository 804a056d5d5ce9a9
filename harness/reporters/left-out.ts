// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The known defects for which there is no fault, as a page of docs/.
import { markdownTable } from './markdown-table';

interface LeftOut {
  readonly source: string;
  readonly reason: string;
}

const HEAD = `# What the faults leave out

The faults of the simulated kernel (\`struct-ops-conformance faults\`) come from changelog entries of the series, commits, review
remarks and operators. These defects of the same sources have no fault, since they cannot be planted there or no program
could notice them. Each has its reason; the list is \`harness/adapters/simulator/faults/leftOut.ts\`, and \`npm run golden\` writes
this page.
`;

/** A row each, in the order of the list. */
export const formatLeftOut = (leftOut: readonly LeftOut[]): string =>
  `${HEAD}\n${markdownTable(
    ['defect, and where it is told', 'why there is no fault'],
    leftOut.map(({ source, reason }) => [source, reason]),
  )}\n`;
