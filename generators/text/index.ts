// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Programs and races as people read, mail and keep them.
export type { ParseError } from './binding';
export { formatLines, formatOperation, formatProgram, type FormatOptions } from './format';
export { MEMBER_NAMES } from './members';
export { nearest, suggestion } from './nearest';
export { parseProgram, programIn, type Parsed, type ParseOptions } from './parse';
export { formatRace, isRaceText, MAX_THREADS, MIN_THREADS, parseRace, type ParsedRace } from './race';
export { handlesOf } from './strangers';
export { closeUnbound } from './unbound';
