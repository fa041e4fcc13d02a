import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { systemActor } from '../../access/actor.ts';
import {
	exportableVariants,
	type ExportableVariant,
	type ExportScope,
} from '../../content/transfer/exportable-items.ts';
import type { Reader } from '../../content/reader.ts';
import type { Database } from '../../database/database.ts';
import { notFound } from '../../errors.ts';

/** Beside the exported file: what it was made of, for asking later whether it is all open to the person still. */
const noted = 'contents.json';

const contentsSchema = z.array(z.object({ id: z.string(), language: z.string(), works: z.boolean() }));

export async function noteContents(folder: string, variants: readonly ExportableVariant[]): Promise<void> {
	const contents = variants.map(({ id, language, works }) => ({
		id,
		language,
		works: isWorkedOn({ works }),
	}));
	await writeFile(join(folder, noted), JSON.stringify(contents), { mode: 0o640 });
}

/**
 * What nobody gets any more, because it was deleted or published no longer, does not count: it was taken from nobody.
 *
 * @throws VerbundError `request.notFound` where a part of the file is closed to the reader by now
 */
export async function requireContents(
	database: Database,
	reader: Reader,
	{ folder, scope }: { readonly folder: string; readonly scope: ExportScope },
): Promise<void> {
	const written = await readFile(join(folder, noted), 'utf8').catch(() => null);
	if (written === null) throw notFound();
	const contents = contentsSchema.parse(JSON.parse(written));
	const hub = { ...reader, actor: systemActor('transfer.requireContents') };
	const there = byKey(await exportableVariants(database, hub, scope));
	const open = byKey(await exportableVariants(database, reader, scope));
	const isClosed = contents.some((one) => {
		const variant = there.get(keyOf(one));
		if (!variant || (!one.works && variant.published_revision === null)) return false;
		const now = open.get(keyOf(one));
		return now === undefined || (one.works && !isWorkedOn(now));
	});
	if (isClosed) throw notFound();
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
