import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folder of the installation. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

export const packagesFolder = join(root, 'node_modules');

/** Where the built pages are, as config.ts reads it. */
export const buildFolder = resolve(root, process.env.VERBUND_BUILD || 'dist');
