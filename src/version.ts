import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** Of this hub; what `engines.verbund` of a plugin is compared with. */
export const version = z
	.object({ version: z.string() })
	.parse(JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8'))).version;
