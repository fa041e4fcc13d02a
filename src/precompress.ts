import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';

const compressible = /\.(?:css|js|svg|json|webmanifest|txt)$/;

/** Writes `.br` and `.gz` beside the built client files, so that serving them costs nothing. */
export function precompress(folder: string): void {
	for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
		if (!compressible.test(entry)) continue;
		const path = join(folder, entry);
		const bytes = readFileSync(path);
		writeFileSync(`${path}.br`, brotliCompressSync(bytes));
		writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
	}
}
