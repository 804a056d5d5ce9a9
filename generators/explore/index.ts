// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Every state within bounds, and programs that have seen all of it.
export { lifecycle } from './alphabet';
export { atOnce } from './at-once';
export { survey, surveying, type Atlas, type LeftOut } from './atlas';
export { everything, safeLifecycle } from './everything';
export { Parts, SpecificationError } from './parts';
export { BOUNDS, staleStandsAlone, TOUR_SCOPE, tourScope, type Scope } from './scope';
export { Search, type Edge, type Found } from './search';
export { Space } from './space';
export { LATE } from './time';
export { tourOf, touringOf, type Tour } from './tour';
