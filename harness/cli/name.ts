// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/** The command, as it begins its messages. */
export const NAME = 'struct-ops-conformance';
