// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// How long programs are on an implementation, where nobody says otherwise.
import { DEFAULTS } from '../../generators';
import type { Adapter } from '../adapter';

/** The most operations that a generated program has: what the adapter asks for, or what is usual. */
export const programLength = ({ programLength: asked }: Adapter): number => asked ?? DEFAULTS.maxOperations;
