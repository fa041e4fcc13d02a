import { createId } from '../../src/ids.ts';
import { packageOf, scoPage } from '../harness/course-package.ts';
import { soundFile } from '../harness/sound-file.ts';
import type { TestApp } from '../harness/test-app.ts';
import { zipOf } from '../harness/zip-file.ts';
import type { Owner } from './rights.ts';

/** A course package, a recording, and a file that is to become a course. */
export interface PackageObjects {
	readonly id: string;
	readonly url: string;
	readonly fileId: string;
	readonly mediaId: string;
	readonly mediaUrl: string;
	/** Asked for by the administrator. */
	readonly importId: string;
}

export async function createPackages({ app, as, network }: TestApp, owner: Owner): Promise<PackageObjects> {
	const who = owner === 'alpha' ? 'admin' : 'foreignAdmin';
	const send = async (name: string, bytes: Buffer) => {
		const stream = (async function* () {
			yield bytes;
		})();
		const { id } = await app.content.attachments.uploads.receive(network.people[who], name, stream);
		return id;
	};
	const common = { organisationId: network[owner], language: 'de' };
	const parts = [{ id: 'A', title: 'Teil', href: 'a.html' }];
	const { id = '' } = await as[who].execute('training.uploadPackage', {
		...common,
		publish: true,
		title: `Lernpaket ${owner}`,
		uploadId: await send('Lernpaket.zip', await packageOf('1.2', parts, { 'a.html': scoPage('') })),
	});
	const { id: mediaId = '' } = await as[who].execute('training.uploadMedia', {
		...common,
		publish: true,
		title: `Aufnahme ${owner}`,
		uploadId: await send('Aufnahme.wav', soundFile()),
	});
	const { id: importId = '' } = await as[who].execute('training.readCourseFile', {
		...common,
		uploadId: await send('Kurs.zip', await zipOf({ 'a.md': '# Anfang\n\nText' })),
	});
	const { reader } = await as[who].visit();
	const item = await app.content.read(reader, { id });
	const { file } = item.fields;
	const { url: mediaUrl } = await app.content.read(reader, { id: mediaId });
	return { id, url: item.url, fileId: typeof file === 'string' ? file : '', mediaId, mediaUrl, importId };
}

export function missingPackages({ url, mediaUrl }: PackageObjects): PackageObjects {
	const missing = (path: string) => path.replace(/[^/]+$/, 'gibt-es-nicht');
	return {
		id: createId(),
		url: missing(url),
		fileId: createId(),
		mediaId: createId(),
		mediaUrl: missing(mediaUrl),
		importId: createId(),
	};
}
