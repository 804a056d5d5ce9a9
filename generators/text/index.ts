// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Programs as people read, mail and keep them.
export { formatLines, formatOperation, formatProgram, type FormatOptions } from './format';
export { MEMBER_NAMES } from './members';
export { nearest, suggestion } from './nearest';
export { parseProgram, type Parsed, type ParseError } from './parse';
