import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { systemActor } from '../../access/actor.ts';
import { exportableVariants, type ExportableVariant } from '../../content/transfer/exportable-items.ts';
import type { Reader } from '../../content/reader.ts';
import type { Database } from '../../database/database.ts';
import { notFound } from '../../errors.ts';

/** Beside the exported file: what it was made of, for asking later whether it is all open to the person still. */
const noted = 'contents.json';

const contentsSchema = z.array(z.object({ id: z.string(), language: z.string(), works: z.boolean() }));

export async function noteContents(folder: string, variants: readonly ExportableVariant[]): Promise<void> {
	const contents = variants.map((variant) => ({
		id: variant.id,
		language: variant.language,
		works: isWorkedOn(variant),
	}));
	await writeFile(join(folder, noted), JSON.stringify(contents), { mode: 0o640 });
}

/**
 * What nobody gets any more, because it was deleted or published no longer, does not count: it was taken from nobody.
 *
 * @throws VerbundError `request.notFound` where a part of the file is closed to the reader by now
 */
export async function requireContents(database: Database, reader: Reader, folder: string): Promise<void> {
	const written = await readFile(join(folder, noted), 'utf8').catch(() => null);
	if (written === null) throw notFound();
	const contents = contentsSchema.parse(JSON.parse(written));
	const hub = { ...reader, actor: systemActor('transfer.requireContents') };
	const ids = [...new Set(contents.map(({ id }) => id))];
	for (let from = 0; from < ids.length; from += atOnce) {
		// By what they are: meanwhile they may belong to another collection or organisation.
		const scope = { itemIds: ids.slice(from, from + atOnce) };
		const there = byKey(await exportableVariants(database, hub, scope));
		const open = byKey(await exportableVariants(database, reader, scope));
		const isClosed = contents.some((one) => isClosedNow(one, there.get(keyOf(one)), open.get(keyOf(one))));
		if (isClosed) throw notFound();
	}
}

const atOnce = 1000;

function isClosedNow(
	{ works }: z.infer<typeof contentsSchema>[number],
	there: ExportableVariant | undefined,
	open: ExportableVariant | undefined,
): boolean {
	if (!there || (!works && there.published_revision === null)) return false;
	return open === undefined || (works && !isWorkedOn(open));
}

function isWorkedOn({ works }: Pick<ExportableVariant, 'works'>): boolean {
	return Number(works) === 1;
}

function byKey(variants: readonly ExportableVariant[]): ReadonlyMap<string, ExportableVariant> {
	return new Map(variants.map((variant) => [keyOf(variant), variant]));
}

function keyOf({ id, language }: { readonly id: string; readonly language: string }): string {
	return `${id} ${language}`;
}
