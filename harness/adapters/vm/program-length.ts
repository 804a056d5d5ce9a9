// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// How long programs for a guest are.

/**
 * A program begins with modules to load and ends with a reset, which take an emulated guest as long as some thirty
 * operations. In one minute on 6.12 programs of at most 60 operations come to 5,800 cells, of 120 to 8,400, of 240 to
 * 11,600 and of 480 to 10,500 (seed 5).
 */
export const PROGRAM_LENGTH = 240;
