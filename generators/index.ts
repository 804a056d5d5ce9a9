// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Where programs come from, and how they are written down.
export { generateRace, type GeneratedRace, type RaceOptions } from './races/generate';
export { PAIRS, pairsIn, type Pair } from './races/pairs';
export { generateFocused, type FocusedOptions } from './focused';
export { HAZARDS, hazardOf, meetsHazard, type Hazard } from './hazards';
export { DEFAULTS, generateProgram, programArbitrary, type GeneratorOptions, type SomeOptions } from './program';
export { Rarity } from './rarity';
export * from './text';
export { ordersOf, variationsOf } from './variations';
export { endingsOf } from './variations/endings';
export { handlesOf, twinsOf } from './variations/twins';
export { clausesAlong, findWitnesses, formatWitness, isMinimal, isWitness } from './witness';
