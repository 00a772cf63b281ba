/** node scripts/assumptions-schema.ts: writes the JSON schema of assumption files, which a test holds to its reader. */
import { writeFileSync } from 'node:fs';
import { ASSUMPTIONS_SCHEMA } from '../server/src/lifecycle/assumptions/reader.ts';

const file = new URL('../schemas/assumptions.schema.json', import.meta.url);
writeFileSync(file, `${JSON.stringify(ASSUMPTIONS_SCHEMA, null, 2)}\n`);
