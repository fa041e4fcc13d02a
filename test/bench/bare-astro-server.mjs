import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import sirv from 'sirv';

const [folder = '', port = '0'] = process.argv.slice(2);
const stored = JSON.parse(readFileSync(join(folder, 'stored.json'), 'utf8'));
Object.assign(globalThis, { stored });
const { handler } = await import(pathToFileURL(join(folder, 'dist', 'server', 'entry.mjs')).href);
const statics = sirv(join(folder, 'dist', 'client'));
const bytes = Buffer.from(stored.html);

createServer((request, response) => {
	if (request.url === '/static') {
		response.setHeader('Content-Type', 'text/html; charset=utf-8');
		response.end(bytes);
	} else if (request.url?.startsWith('/_astro/'))
		statics(request, response, () => response.writeHead(404).end());
	else handler(request, response);
}).listen(Number(port), '127.0.0.1');
