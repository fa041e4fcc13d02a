import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/harness/test-app.ts';
import { eicar, startTestScanner, type TestScanner } from '../../../test/harness/virus-scanner.ts';
import { scannerAddressIn, type ScannerAddress } from '../../config.ts';
import { createVirusScanner } from './virus-scanner.ts';

const folder = temporaryFolder();
const started: TestScanner[] = [];
afterEach(async () => {
	for (const one of started.splice(0)) await one.stop();
});

async function start(options?: Parameters<typeof startTestScanner>[0]): Promise<TestScanner> {
	const scanner = await startTestScanner(options);
	started.push(scanner);
	return scanner;
}

const scannerAt = (address: ScannerAddress | 'misconfigured' | null, silenceMs = 60_000) =>
	createVirusScanner({ address: async () => address, silenceMs });

function fileWith(content: string | Buffer): string {
	const path = join(folder, crypto.randomUUID());
	writeFileSync(path, content);
	return path;
}

describe('a scanner', () => {
	test.each(['by its address', 'by its socket'])('lets what is clean pass, asked %s', async (how) => {
		const server = await start(how === 'by its socket' ? { path: join(folder, 'clamd.ctl') } : {});
		const scanner = scannerAt(server.address);
		const large = Buffer.alloc(3_000_001, 7);

		await scanner.requireClean(fileWith('harmlos'));
		await scanner.requireClean(fileWith(''));
		await scanner.requireClean(fileWith(large));

		expect(server.seen).toEqual([7, 0, large.length]);
		expect(await scanner.look()).toBe('ready');
	});

	test('finds what is in the middle of a file', async () => {
		const { address } = await start();
		const path = fileWith(Buffer.concat([Buffer.alloc(400_000, 1), Buffer.from(eicar), Buffer.alloc(10, 1)]));

		await expect(scannerAt(address).requireClean(path)).rejects.toMatchObject({ code: 'files.infected' });
	});

	test('that takes no files of this size says so, also before it has everything', async () => {
		const { address } = await start({ largest: 1_000_000 });

		await expect(scannerAt(address).requireClean(fileWith(Buffer.alloc(9_000_000)))).rejects.toMatchObject({
			code: 'files.tooLargeToScan',
		});
	});

	test.each(['silent', 'hangsUp', 'error'] as const)('that is %s lets nothing pass', async (behaviour) => {
		const server = await start();
		server.behave(behaviour);

		const scanner = scannerAt(server.address, 300);
		await expect(scanner.requireClean(fileWith('x'))).rejects.toMatchObject({ code: 'files.notScanned' });
		expect(await scanner.look()).toBe('unreachable');
	});

	test('that is not there lets nothing pass', async () => {
		const scanner = scannerAt({ path: join(folder, 'nichts.ctl') });

		await expect(scanner.requireClean(fileWith('x'))).rejects.toMatchObject({ code: 'files.notScanned' });
		expect(await scanner.look()).toBe('unreachable');
	});

	test('that was set up wrongly lets nothing pass; without one everything passes', async () => {
		await expect(scannerAt('misconfigured').requireClean(fileWith('x'))).rejects.toMatchObject({
			code: 'files.notScanned',
		});
		await scannerAt(null).requireClean(fileWith(eicar));
	});
});

test.each([
	['', null],
	[' ', null],
	['/run/clamav/clamd.ctl', { path: '/run/clamav/clamd.ctl' }],
	['clamav:3310', { host: 'clamav', port: 3310 }],
	['[::1]:3310', { host: '::1', port: 3310 }],
	['clamav', 'misconfigured'],
	['clamav:99999', 'misconfigured'],
	['http://clamav:3310', 'misconfigured'],
])('an address of a scanner is read: %j', (value, address) => {
	expect(scannerAddressIn(value)).toEqual(address);
});
