import type {
	Actor,
	FileHistory,
	FileRevision,
	FileVersion,
	ListedItem,
	PluginContext,
	ReadItem,
	Reader,
	Translate,
	Formatters,
} from 'verbund';
import { fileKind } from './file-kind.ts';
import type { LinksView } from './links/links-view.ts';
import type { SourcesView } from './sources/sources-view.ts';

/** What pages ask about documents. */
export interface Documents {
	/** The file of a document as its reader gets it; null where it is missing. */
	fileOf(actor: Actor, item: Pick<ReadItem, 'id' | 'fields'>): Promise<FileVersion | null>;
	/** Kind and size of the files of a list, by the ids of their documents. */
	facts(actor: Actor, items: readonly ListedItem[], words: Words): Promise<ReadonlyMap<string, string>>;
	/** All files that a document had, newest first. */
	versions(
		reader: Reader,
		itemId: string,
	): Promise<{ readonly item: FileHistory['item']; readonly versions: readonly DocumentVersion[] }>;
	/** Bytes of the largest file. */
	largest(): Promise<number>;
	readonly links: LinksView;
	readonly sources: SourcesView;
}

interface Words {
	readonly t: Translate;
	readonly format: Formatters;
}

export interface DocumentVersion extends FileRevision {
	/** Null where the file is no longer there. */
	readonly file: FileVersion | null;
	/** Bytes more than the version before it in the same language; null for the first. */
	readonly growth: number | null;
	/** The newest of its language, published or not. */
	readonly isNewest: boolean;
}

export function createDocuments(
	{ content }: PluginContext,
	views: Pick<Documents, 'links' | 'sources'>,
): Documents {
	const { attachments } = content;

	return {
		async fileOf(actor, { id, fields }) {
			const { file } = fields;
			if (typeof file !== 'string') return null;
			const [found] = await attachments.versions(actor, [file]);
			return found?.itemId === id ? found : null;
		},
		async facts(actor, items, { t, format }) {
			const files = await attachments.published(
				actor,
				items.map(({ id }) => id),
			);
			const textOf = (file: FileVersion) =>
				t('documents.fact', { kind: t(`documents.kind.${fileKind(file)}`), size: format.bytes(file.size) });
			return new Map(
				items.flatMap(({ id, language }) => {
					const own = files.filter(({ itemId }) => itemId === id);
					const file = own.find((one) => one.language === language) ?? own[0];
					return file ? [[id, textOf(file)] as const] : [];
				}),
			);
		},
		async versions(reader, itemId) {
			const { item, revisions } = await content.versions(reader, itemId);
			const files = await attachments.versions(
				reader.actor,
				revisions.map(({ fileId }) => fileId),
			);
			const fileOf = ({ fileId }: FileRevision) =>
				files.find((file) => file.id === fileId && file.itemId === itemId) ?? null;
			const versions = revisions.map((revision, index) => {
				const file = fileOf(revision);
				const before = revisions.slice(index + 1).find(({ language }) => language === revision.language);
				const old = before ? fileOf(before) : null;
				const newest = revisions.find(({ language }) => language === revision.language);
				return {
					...revision,
					file,
					growth: file && old ? file.size - old.size : null,
					isNewest: newest?.revision === revision.revision,
				};
			});
			return { item, versions };
		},
		largest: () => attachments.uploads.limit(),
		...views,
	};
}
