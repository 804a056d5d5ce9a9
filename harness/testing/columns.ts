// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Columns of a matrix for tests.
import type { Column } from '../coverage/matrix/column';
import type { ProfileName } from '../../spec';

/** A column of a kernel on which nothing was run, but for what the test says. */
export const columnFor = (profile: ProfileName | undefined, more: Partial<Column> = {}): Column => ({
  kernel: `debian:${profile ?? '9.9'}`,
  ...(profile === undefined ? {} : { profile, release: `${profile}.1` }),
  verdict: 'conforms',
  programs: 2000,
  operations: 24310,
  seconds: 60,
  counts: {},
  violated: [],
  known: [],
  ...more,
});
