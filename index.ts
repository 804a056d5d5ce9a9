// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The public API: everything that the command line does, a program can do.
export * from './spec';
export * from './model';
export * from './generators';
export * from './harness';
