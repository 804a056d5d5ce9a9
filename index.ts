// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The public API: the specification, the model, programs and races as text and as generated ones, implementations, and
// campaigns of programs with their reports. Campaigns of races, matrices, tours and replays are the command line's alone.
export * from './spec';
export * from './model';
export * from './generators';
export * from './harness';
