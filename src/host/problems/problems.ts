import { sql } from 'kysely';
import { answersFor } from '../../access/answers-for.ts';
import { workingVisibleTo } from '../../access/visible-to.ts';
import type { ContentStore } from '../../content/content-store.ts';
import type { DraftText } from '../../content/draft-text.ts';
import type { Reader } from '../../content/reader.ts';
import type { Database } from '../../database/database.ts';
import { checkedTexts } from './checked-texts.ts';
import type { ProblemDeclaration, ProblemSeverity } from './problem-check.ts';
import type { FoundProblem, ProblemChecks } from './problem-checks.ts';
import { staleVariants, type StaleVariant } from './stale-variants.ts';

interface ProblemFilter {
	/** Ids of checks; only what these found. */
	readonly kinds: readonly string[];
	/** What the reader answers for. */
	readonly mine?: boolean;
	readonly organisationId?: string;
	/** Also what is worth a thought and no fault. */
	readonly hints?: boolean;
	readonly limit: number;
}

/** A problem as it was found last, and where it stands. */
export interface ListedProblem {
	readonly itemId: string;
	readonly type: string;
	readonly organisationId: string;
	readonly organisationSlug: string;
	readonly organisationName: string;
	readonly organisationShortName: string;
	readonly language: string;
	readonly itemTitle: string;
	readonly kind: string;
	readonly severity: ProblemSeverity;
	readonly message: string;
	readonly values: Readonly<Record<string, string | number>>;
	readonly field: string | null;
	readonly start: number | null;
	readonly end: number | null;
	readonly path: string | null;
	readonly proposal: string | null;
}

/** Which text is looked at, and what it stands on. */
export interface ProblemText extends DraftText {
	readonly itemId: string;
	readonly type: string;
	readonly organisationId: string;
	readonly language: string;
	readonly basedOnRevision: number | null;
}

export interface Problems {
	declarations(): readonly ProblemDeclaration[];
	/** Of a text as it is, saved or not. Nothing is stored. */
	find(text: ProblemText): Promise<readonly FoundProblem[]>;
	/** Brings what is stored up to date: all that was written, or that stands on something else that has changed. */
	refresh(run?: {
		readonly signal?: AbortSignal;
		progress?(done: number, total: number): void;
	}): Promise<void>;
	/** What the reader works on, the items with the worst first. One query. */
	list(reader: Reader, filter: ProblemFilter): Promise<readonly ListedProblem[]>;
	/** Problems of all that the reader answers for. */
	countMine(reader: Reader, kinds: readonly string[]): Promise<number>;
}

interface ProblemParts {
	readonly database: Database;
	readonly content: ContentStore;
	readonly checks: ProblemChecks;
}

export function createProblems({ database, content, checks }: ProblemParts): Problems {
	const problems: Problems = {
		declarations: checks.declarations,
		async find({ type, title, summary, body, fields, ...text }) {
			const declared = content.types.find(type);
			const texts = declared ? checkedTexts(declared.fields, { title, summary, body, fields }) : [];
			return checks.run({ ...text, asks: declared?.asks ?? false, texts });
		},
		async refresh({ signal, progress } = {}) {
			const looking = checks
				.declarations()
				.map(({ id }) => id)
				.join(' ');
			// What is written meanwhile may lie where the walk has been.
			for (let done = 0, before = -1; done > before;) {
				before = done;
				for await (const variant of staleVariants(database, looking)) {
					signal?.throwIfAborted();
					await store(variant, await problems.find(variant), looking);
					done += 1;
					progress?.(done, done);
				}
			}
		},
		async list(reader, { limit, ...filter }) {
			const rows = await selectReadable(reader, filter)
				.innerJoin('organisations', 'organisations.id', 'items.organisation_id')
				.innerJoin('revisions', (join) =>
					join
						.onRef('revisions.item_id', '=', 'problems.item_id')
						.onRef('revisions.number', '=', 'problems.revision'),
				)
				.selectAll('problems')
				.select([
					'items.type',
					'items.organisation_id',
					'organisations.slug as organisation_slug',
					'organisations.name as organisation_name',
					'organisations.short_name as organisation_short_name',
					'revisions.title as item_title',
				])
				.orderBy(sql`min(${severityOrder}) over (partition by problems.item_id)`)
				.orderBy('problems.item_id', 'desc')
				.orderBy('problems.language')
				.orderBy('problems.position')
				.limit(limit)
				.execute();
			return rows.map((row) => ({
				itemId: row.item_id,
				type: row.type,
				organisationId: row.organisation_id,
				organisationSlug: row.organisation_slug,
				organisationName: row.organisation_name,
				organisationShortName: row.organisation_short_name,
				language: row.language,
				itemTitle: row.item_title,
				kind: row.kind,
				severity: row.severity,
				message: row.message,
				values: JSON.parse(row.message_values),
				field: row.field,
				start: row.start_offset,
				end: row.end_offset,
				path: row.path,
				proposal: row.proposal,
			}));
		},
		async countMine(reader, kinds) {
			const { count } = await selectReadable(reader, { kinds, mine: true })
				.select(({ fn }) => fn.countAll<number>().as('count'))
				.executeTakeFirstOrThrow();
			return Number(count);
		},
	};
	return problems;

	function selectReadable({ actor, types }: Reader, filter: Omit<ProblemFilter, 'limit'>) {
		const { kinds, mine = false, hints = false, organisationId } = filter;
		let query = database.query
			.selectFrom('problems')
			.innerJoin('items', 'items.id', 'problems.item_id')
			.where('problems.kind', 'in', [...kinds, ''])
			.where('items.type', 'in', [...types, ''])
			.where('items.archived_at', 'is', null)
			.where(workingVisibleTo(actor, 'items.id'));
		if (!hints) query = query.where('problems.severity', '!=', 'information');
		if (mine) query = query.where(answersFor(actor, 'items.id'));
		return organisationId === undefined ? query : query.where('items.organisation_id', '=', organisationId);
	}

	async function store(
		variant: StaleVariant,
		found: readonly FoundProblem[],
		looking: string,
	): Promise<void> {
		const { itemId, language, revision, itemUpdatedAt, organisationVersion } = variant;
		const state = {
			revision,
			item_updated_at: itemUpdatedAt,
			organisation_version: organisationVersion,
			checks: looking,
			checked_at: Date.now(),
		};
		await database.transaction(
			async (transaction) => {
				const still = await transaction
					.selectFrom('revisions')
					.select('number')
					.where('item_id', '=', itemId)
					.where('number', '=', revision)
					.executeTakeFirst();
				if (!still) return;
				await transaction
					.deleteFrom('problems')
					.where('item_id', '=', itemId)
					.where('language', '=', language)
					.execute();
				const rows = found.map((problem, position) => ({
					item_id: itemId,
					language,
					position,
					revision,
					kind: problem.kind,
					severity: problem.severity,
					message: problem.message,
					message_values: JSON.stringify(problem.values ?? {}),
					field: problem.field ?? null,
					start_offset: problem.start ?? null,
					end_offset: problem.end ?? null,
					path: problem.path ?? null,
					proposal: problem.proposal ?? null,
				}));
				for (let from = 0; from < rows.length; from += rowsAtOnce) {
					await transaction
						.insertInto('problems')
						.values(rows.slice(from, from + rowsAtOnce))
						.execute();
				}
				await transaction
					.insertInto('problem_checks')
					.values({ item_id: itemId, language, ...state })
					.onConflict((conflict) => conflict.columns(['item_id', 'language']).doUpdateSet(state))
					.execute();
			},
			// No page of an item shows them.
			{ quiet: true },
		);
	}
}

const rowsAtOnce = 50;
const severityOrder = sql`case problems.severity when 'error' then 0 when 'warning' then 1 else 2 end`;
