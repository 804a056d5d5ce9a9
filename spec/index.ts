// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// What the kernel promises, and the words to say it in. Data only: every other folder may import it.
export { ARRIVALS, ARRIVAL_HASHES, releaseOf, type Arrival, type ArrivalHash } from './arrivals';
export * from './clauses';
export * from './errno';
export * from './operations';
export * from './profiles';
export * from './series';
export * from './types/catalogue';
export * from './types/member';
export * from './types/registrations';
export { VERSIONS, type Version } from './versions';
export * from './vocabulary/operation';
export * from './vocabulary/outcome';
export * from './vocabulary/parameter';
export * from './vocabulary/program';
export * from './vocabulary/race';
export * from './witnesses';
