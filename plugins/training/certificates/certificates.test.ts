import { getDocumentProxy } from 'unpdf';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { seedCourse } from '../../../test/harness/courses.ts';
import { readLogoImage } from '../../../src/accounts/logo-image.ts';
import { formattersFor } from '../../../src/l10n/formatters.ts';
import { createTestApp, type TestApp } from '../../../test/harness/test-app.ts';
import type { Training } from '../training.ts';
import { createNumber, readNumber } from './certificate-number.ts';
import { initialsOf } from './certificates.ts';
import { validUntil } from './validity.ts';

/** A PNG of one pixel. */
const pixel =
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';

let hub: TestApp;
let training: Training;
beforeAll(async () => {
	hub = await createTestApp({ plugins: ['training'] });
	training = await hub.app.host.use('training');
});

async function complete(fields: Readonly<Record<string, unknown>> = { certificate: true, validMonths: 24 }) {
	const course = await seedCourse(hub, { lessons: ['Eins'], fields });
	await hub.as.reader.execute('training.enrol', { courseId: course.id });
	await hub.as.reader.execute('training.completeLesson', {
		courseId: course.id,
		lessonId: course.lessons[0],
	});
	const [newest] = await training.certificates.own(hub.network.people.reader);
	if (!newest) throw new Error('Nothing was completed.');
	return { course, newest };
}

test('whoever has the number learns whose course it was, when, and until when it is valid, but no name', async () => {
	const { newest } = await complete();

	const verified = await training.certificates.verify(
		` ${newest.number?.toLowerCase().replaceAll('-', ' ')} `,
	);

	expect(verified).toMatchObject({
		title: 'Erste Hilfe',
		initials: 'F. R.',
		isValid: true,
	});
	expect(JSON.stringify(verified)).not.toContain('reader');
});

test('no number, no certificate', async () => {
	await complete({ certificate: false });

	for (const number of ['', '2026', "' or 1=1 --", '%', '2026-AAAA-BBBB-CCCC', 'x'.repeat(10_000)])
		expect(await training.certificates.verify(number), number).toBeNull();
});

test('the PDF is the holder’s own: another person gets the answer of one that does not exist', async () => {
	const { newest } = await complete();
	const { reader, admin } = hub.network.people;
	const words = {
		t: hub.app.translator.for('de'),
		format: formattersFor('de'),
	};

	const own = await training.makeCertificate({ id: reader, name: 'Nora Beispiel' }, newest.id, words);

	expect(Buffer.from(own.bytes).subarray(0, 5).toString()).toBe('%PDF-');
	expect(own.name).toBe(`${newest.number}.pdf`);
	await expect(
		training.makeCertificate({ id: admin, name: 'Admin' }, newest.id, words),
	).rejects.toMatchObject({ code: 'request.notFound' });
});

test('before a certificate ends its holder is asked to take the course again, once, with the end as the deadline', async () => {
	const { course, newest } = await complete({ certificate: true, validMonths: 1 });
	const renew = async () => {
		await hub.app.jobs.runNow('training.renew');
		await hub.app.jobs.runDue();
	};

	await renew();
	await renew();

	const { reader } = await hub.as.reader.visit();
	const [, , organisation = '', slug = ''] = course.url.split('/');
	const { own, done } = await training.courses.open(reader, organisation, slug);
	expect({ completedAt: own.completedAt, done, dueAt: own.dueAt }).toEqual({
		completedAt: null,
		done: 0,
		dueAt: newest.validUntil,
	});
	const told = await hub.app.database.query
		.selectFrom('notifications')
		.select('id')
		.where('kind', '=', 'training.renew')
		.where('item_id', '=', course.id)
		.execute();
	expect(told).toHaveLength(1);
});

describe('two years later', () => {
	const day = 86_400_000;
	const at = async (time: number) => {
		vi.useFakeTimers({ toFake: ['Date'], now: time });
		await hub.app.jobs.runNow('training.renew');
		await hub.app.jobs.runDue();
	};
	afterEach(() => {
		vi.useRealTimers();
	});

	async function told(kind: string, itemId: string): Promise<number> {
		const rows = await hub.app.database.query
			.selectFrom('notifications')
			.select('id')
			.where('kind', '=', kind)
			.where('item_id', '=', itemId)
			.execute();
		return rows.length;
	}

	test('the holder is reminded twice, takes the course once more, and has a new certificate beside the old one', async () => {
		const { course, newest: first } = await complete();
		const ends = first.validUntil ?? 0;
		const { reader: personId } = hub.network.people;
		const counts = async () => [
			await told('training.renew', course.id),
			await told('training.due', course.id),
		];

		await at(ends - 61 * day);
		expect(await counts()).toEqual([0, 0]);
		await at(ends - 59 * day);
		await at(ends - 30 * day);
		expect(await counts()).toEqual([1, 0]);
		await at(ends - 6 * day);
		await at(ends - 5 * day);
		expect(await counts()).toEqual([1, 1]);
		expect(await training.certificates.verify(first.number ?? '')).toMatchObject({ isValid: true });

		await hub.as.reader.execute('training.completeLesson', {
			courseId: course.id,
			lessonId: course.lessons[0],
		});
		const again = (await training.certificates.own(personId)).filter(
			({ courseId }) => courseId === course.id,
		);
		await at(ends + day);

		expect(again).toHaveLength(2);
		const [second] = again;
		expect(second?.number).not.toBe(first.number);
		expect(second?.validUntil).toBe(validUntil(ends - 5 * day, 24));
		expect(await counts()).toEqual([1, 1]);
		expect(await training.certificates.verify(first.number ?? '')).toMatchObject({ isValid: false });
		expect(await training.certificates.verify(second?.number ?? '')).toMatchObject({ isValid: true });
	}, 60_000);
});

test.each([
	['Nora Kühn', 'Erste Hilfe'],
	[
		'Öğüz-Ян Freifrau von Schlößer zu Süderbrarup '.repeat(4).trim(),
		'Gewaltschutz in Wohnformen: Grundlagen '.repeat(5).trim(),
	],
	['x'.repeat(120), 'Donaudampfschifffahrtsgesellschaft'.repeat(5)],
])('a certificate stands on one page with all that it says: %s', async (name, title) => {
	const course = await seedCourse(hub, {
		title,
		lessons: ['Eins'],
		fields: { certificate: true, validMonths: 12 },
	});
	await hub.as.reader.execute('training.enrol', { courseId: course.id });
	await hub.as.reader.execute('training.completeLesson', {
		courseId: course.id,
		lessonId: course.lessons[0],
	});
	const { reader } = hub.network.people;
	const newest = (await training.certificates.own(reader)).find(({ courseId }) => courseId === course.id);
	const words = { t: hub.app.translator.for('de'), format: formattersFor('de') };

	const { bytes } = await training.makeCertificate({ id: reader, name }, newest?.id ?? '', words);

	const pdf = await getDocumentProxy(new Uint8Array(bytes));
	const page = await pdf.getPage(1);
	const { items } = await page.getTextContent();
	const said = items
		.map((item) => ('str' in item ? item.str : ''))
		.join('')
		.replaceAll(/\s/g, '');
	expect(pdf.numPages).toBe(1);
	for (const part of [name, title, newest?.number ?? '?', 'localhost/training/verify'])
		expect(said).toContain(part.replaceAll(/\s/g, ''));
	expect(JSON.stringify(await page.getStructTree())).toContain('QR-Code');
});

describe('a number', () => {
	test('is another one each time, and is read as people type it', () => {
		const numbers = Array.from({ length: 1000 }, () => createNumber(Date.UTC(2026, 10, 22)));

		expect(new Set(numbers).size).toBe(1000);
		for (const number of numbers.slice(0, 20)) {
			expect(number).toMatch(/^2026(?:-[2-9A-HJ-NP-Z]{4}){3}$/);
			expect(readNumber(number.toLowerCase().replaceAll('-', ''))).toBe(number);
		}
	});
});

test.each([
	['2026-01-31T12:00:00Z', 1, '2026-02-28'],
	['2024-02-29T12:00:00Z', 12, '2025-02-28'],
	['2026-11-22T23:30:00Z', 24, '2028-11-23'],
	['2026-12-15T12:00:00Z', 1, '2027-01-15'],
])('what is done on %s for %i months is valid to the end of %s', (from, months, last) => {
	const end = validUntil(Date.parse(from), months);

	expect(new Date(end + 1).toLocaleString('sv-SE', { timeZone: 'Europe/Berlin' })).toContain('00:00:00');
	expect(new Date(end).toLocaleDateString('sv-SE', { timeZone: 'Europe/Berlin' })).toBe(last);
});

test.each([
	['Nora Kühn', 'N. K.'],
	['Anna-Lena von Österreich', 'A. L. V. Ö.'],
	['<script>alert(1)</script>', 'S.'],
	['  ', ''],
])('%s is shown as %s', (name, initials) => {
	expect(initialsOf(name)).toBe(initials);
});

test('the organisation’s logo stands on its certificates', async () => {
	const { newest } = await complete();
	const { reader } = hub.network.people;
	const { t, format } = { t: hub.app.translator.for('de'), format: formattersFor('de') };
	const imagesOn = async () => {
		const { bytes } = await training.makeCertificate({ id: reader, name: 'Nora' }, newest.id, { t, format });
		return Buffer.from(bytes).toString('latin1').split('/Subtype /Image').length - 1;
	};
	expect(await imagesOn()).toBe(0);

	await hub.app.accounts.organisations.setImage(hub.network.alpha, 'logo', await readLogoImage(pixel));

	expect(await imagesOn()).toBeGreaterThan(0);
});
