import {
	foreignResponse,
	notFound,
	VerbundError,
	visibleShelf,
	type Actor,
	type ListedItem,
	type Organisation,
	type PluginContext,
	type Reader,
} from 'verbund';
import { leadingTo } from '../link-check/targets.ts';
import type { DocumentTables } from '../tables.ts';
import { openFoldersOf, openPassword, type ReachSource } from './reach-source.ts';
import { placeOf, toEntry, type ReadableSource, type SourceEntry } from './place-of.ts';
import { faultOf, type SourceFault } from './source-fault.ts';
import type { Source, Sources } from './sources.ts';

/** What a reader knows of a source: neither where it lies nor how it is reached. */
export interface SourceCard extends Omit<ReadableSource, 'organisationId'> {
	readonly organisation: Pick<Organisation, 'id' | 'name' | 'shortName' | 'slug'>;
}

export interface SourcePage {
	readonly source: SourceCard;
	/** From the top to the folder that is shown; empty at the top. */
	readonly trail: readonly SourceEntry[];
	readonly entries: readonly SourceEntry[];
	readonly total: number;
	readonly pages: number;
}

export interface AdministeredSource extends Omit<Source, 'password'> {
	readonly hasPassword: boolean;
	readonly audience: readonly string[];
	readonly files: number;
	readonly unread: number;
}

/** What pages ask about sources. What the actor may not read is not there. */
export interface SourcesView {
	list(actor: Actor): Promise<readonly SourceCard[]>;
	/** @throws VerbundError `request.notFound` */
	browse(
		actor: Actor,
		place: { readonly sourceId: string; readonly folderId: string | null; readonly page: number },
	): Promise<SourcePage>;
	/** @throws VerbundError `request.notFound` */
	file(
		actor: Actor,
		id: string,
	): Promise<{
		readonly source: SourceCard;
		readonly trail: readonly SourceEntry[];
		readonly file: SourceEntry;
	}>;
	/** Texts that lead to a file, as far as the reader may read them. */
	usesOf(reader: Reader, id: string): Promise<readonly ListedItem[]>;
	/** The bytes of a file, as they lie in its source now. @throws VerbundError `request.notFound` */
	open(actor: Actor, id: string, options: { readonly download: boolean }): Promise<Response>;
	/** For those who set them up. @throws VerbundError `access.denied` */
	administered(actor: Actor, organisationId: string): Promise<readonly AdministeredSource[]>;
	/** One of them. @throws VerbundError `request.notFound` */
	administer(
		actor: Actor,
		id: string,
	): Promise<{ readonly source: AdministeredSource; readonly organisation: Organisation }>;
	/** Folders on the disk of the hub that the organisation may have read. @throws VerbundError `access.denied` */
	openFolders(actor: Actor, organisationId: string): Promise<readonly string[]>;
}

const pageSize = 100;
const mostUses = 50;

interface ViewParts {
	readonly sources: Sources;
	readonly reach: ReachSource;
}

export function createSourcesView(context: PluginContext, { sources, reach }: ViewParts): SourcesView {
	const { access, content, foreignFiles, organisations, search, storage } = context;
	const query = () => storage.query<DocumentTables>();
	const cardOf = (
		{ organisationId, id, name, readAt, failingSince }: ReadableSource,
		all: readonly Organisation[],
	): SourceCard => {
		const organisation = all.find((one) => one.id === organisationId);
		if (!organisation) throw notFound();
		return { id, name, readAt, failingSince, organisation };
	};
	const describe = async (own: readonly Source[]): Promise<readonly AdministeredSource[]> => {
		const ids = own.map(({ id }) => id);
		const audiences = await search.audiences(ids);
		const counts = await query()
			.selectFrom('documents_source_entries')
			.select([
				'source_id',
				({ fn }) => fn.countAll<number>().as('files'),
				({ fn }) => fn.count<number>('text_state').as('read'),
			])
			.where('source_id', 'in', [...ids, ''])
			.where('is_folder', '=', 0)
			.where('vanished_at', 'is', null)
			.groupBy('source_id')
			.execute();
		return own.map(({ password, ...source }) => {
			const count = counts.find((one) => one.source_id === source.id);
			const files = Number(count?.files ?? 0);
			return {
				...source,
				hasPassword: password !== '',
				audience: audiences.get(source.id) ?? [],
				files,
				unread: files - Number(count?.read ?? 0),
			};
		});
	};

	return {
		async list(actor) {
			const found = await sources.readable(actor);
			const all = found.length === 0 ? [] : await organisations.list();
			return found.map((source) => cardOf(source, all));
		},
		async browse(actor, { sourceId, folderId, page }) {
			const place = await placeOf(storage, actor, { sourceId, entryId: folderId });
			if (!place || place.chain.some(({ isFolder }) => !isFolder)) throw notFound();
			if (folderId !== null && place.chain.length === 0) throw notFound();
			const rows = await query()
				.selectFrom('documents_source_entries')
				.selectAll()
				.select(({ fn }) => fn.countAll<number>().over().as('total'))
				.where('source_id', '=', sourceId)
				.where('parent_id', folderId === null ? 'is' : '=', folderId)
				.where('vanished_at', 'is', null)
				.orderBy('is_folder', 'desc')
				.orderBy('sort_name')
				.orderBy('id')
				.limit(pageSize)
				.offset((page - 1) * pageSize)
				.execute();
			const total = Number(rows[0]?.total ?? 0);
			return {
				source: cardOf(place.source, await organisations.list()),
				trail: place.chain,
				entries: rows.map(toEntry),
				total,
				pages: Math.max(1, Math.ceil(total / pageSize)),
			};
		},
		async file(actor, id) {
			const place = await placeOf(storage, actor, { sourceId: null, entryId: id });
			const file = place?.chain.at(-1);
			if (!place || !file || file.isFolder) throw notFound();
			return {
				source: cardOf(place.source, await organisations.list()),
				trail: place.chain.slice(0, -1),
				file,
			};
		},
		usesOf: (reader, id) =>
			content.list(reader, {
				among: leadingTo(`/documents/sources/files/${id}`),
				order: 'title',
				limit: mostUses,
			}),
		async open(actor, id, { download }) {
			const row = await query()
				.selectFrom('documents_source_entries')
				.select(['source_id', 'path', 'name'])
				.where('id', '=', id)
				.where('is_folder', '=', 0)
				.where('vanished_at', 'is', null)
				.where(visibleShelf(actor, 'documents_source_entries.source_id'))
				.executeTakeFirstOrThrow(notFound);
			const source = await sources.get(row.source_id);
			try {
				const reader = await reach({ ...source, password: openPassword(context, source.password) }, source);
				const bytes = await reader.open(row.path, AbortSignal.timeout(longestDownload));
				const limit = await content.attachments.uploads.limit();
				const clean = await foreignFiles.requireClean(bytes, { limit });
				return await foreignResponse(clean, { name: row.name, download });
			} catch (error) {
				throw errorOf(faultOf(error));
			}
		},
		async administered(actor, organisationId) {
			access.require(actor, 'documents.manageSources', { organisationId });
			return describe(await sources.ofOrganisation(organisationId));
		},
		async administer(actor, id) {
			const found = await sources.get(id);
			const object = { organisationId: found.organisationId };
			if (!access.can(actor, 'documents.manageSources', object)) throw notFound();
			const organisation = (await organisations.list()).find((one) => one.id === found.organisationId);
			const [source] = await describe([found]);
			if (!source || !organisation) throw notFound();
			return { source, organisation };
		},
		async openFolders(actor, organisationId) {
			access.require(actor, 'documents.manageSources', { organisationId });
			return openFoldersOf(context, organisationId);
		},
	};
}

/** A large file over a slow line. */
const longestDownload = 60 * 60 * 1000;

function errorOf({ code }: SourceFault): Error {
	const isGone = code === 'notFound' || code === 'folderGone';
	return isGone ? notFound() : new VerbundError('files.unreachable', { retryAfter: 60 });
}
