import { build } from 'astro';
import { root } from './paths.mjs';

await build({ root, logLevel: 'warn' });
