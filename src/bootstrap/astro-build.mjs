import { build } from 'astro';
import { root } from './paths.mjs';

// Whatever the shell or a test runner says: other modes make other pages, without the service worker.
process.env.NODE_ENV = 'production';
await build({ root, logLevel: 'warn' });
