// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
// Writes spec/CLAUSES.md. Run with npm run clauses.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatClauses } from '../harness/reporters/clauses-markdown';

writeFileSync(join(__dirname, '..', 'spec', 'CLAUSES.md'), formatClauses());
