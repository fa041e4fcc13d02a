import node from '@astrojs/node';
import { defineConfig } from 'astro/config';
import { largestBody } from './src/server/read-body.ts';
import { verbund } from './src/integration.ts';

export default defineConfig({
	srcDir: './src',
	publicDir: './src/workbench/public',
	outDir: process.env.VERBUND_BUILD ?? './dist',
	output: 'server',
	// In whole: of a page that fails half-way nobody gets the first half, but a page that says so.
	adapter: node({ mode: 'middleware', bodySizeLimit: largestBody, experimentalDisableStreaming: true }),
	integrations: [verbund()],
	session: false,
	trailingSlash: 'ignore',
	compressHTML: true,
	build: { inlineStylesheets: 'never' },
	// Host, Origin and forwarded headers are checked by our own server, at run time and for every method.
	security: { checkOrigin: false, allowedDomains: [{}] },
	devToolbar: { enabled: false },
	// The built pages bring along what they import: a build may lie where no `node_modules` is found from.
	vite: { build: { assetsInlineLimit: 0 }, ssr: { noExternal: true } },
});
