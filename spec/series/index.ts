// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// The series "Registrating struct_ops types from modules" (v12), and where each thing that it says is a clause.
export { CHANGES } from './changes';
export { COVER } from './cover';
export { clausesOfPatch, PATCHES, type Patch } from './patches';
export type { Shown } from './shown';
