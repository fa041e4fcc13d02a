import type { Database } from '../../database/database.ts';
import { deadLinks } from './dead-links.ts';
import {
	imagesWithoutText,
	openPlaces,
	skippedHeadings,
	withoutCode,
	type Place,
} from './markdown-checks.ts';
import { placeholdersIn } from './used-placeholders.ts';
import type { CheckedText, ProblemCheck, ProblemFinding, ProblemSeverity } from './problem-check.ts';
import type { ProblemChecks } from './problem-checks.ts';
import { anonymous } from '../../access/actor.ts';
import { readPlaceholderValues } from '../../content/slot-filling.ts';
import { isSourceVariant } from '../../content/source-variant.ts';

/** What can be wrong with every text; each is called `problem.<id>`. */
export function addCoreProblems(checks: ProblemChecks, database: Database): void {
	const add = (id: string, severity: ProblemSeverity, check: ProblemCheck['check']) => {
		checks.declare([{ id: `core.${id}`, title: `%problem.${id}%`, severity, pluginId: null }], () =>
			Promise.resolve(),
		);
		checks.register(`core.${id}`, { check });
	};

	add('deadLink', 'error', (text) => deadLinks(database, text));
	add('reviewOverdue', 'warning', (text) => overdueReview(database, text));
	add('missingAlternative', 'error', (text) =>
		inTexts(text, 'problem.missingAlternative.found', imagesWithoutText),
	);
	add('emptyPlaceholder', 'error', (text) => emptyPlaceholders(database, text));
	add('outdatedVariant', 'warning', (text) => outdatedVariant(database, text));
	add('openPlace', 'warning', (text) => inTexts(text, 'problem.openPlace.found', openPlaces));
	add('skippedHeading', 'warning', (text) => inTexts(text, 'problem.skippedHeading.found', skippedHeadings));
}

function inTexts(
	{ texts }: CheckedText,
	message: string,
	find: (markdown: string) => readonly Place[],
): readonly ProblemFinding[] {
	return texts.flatMap(({ field, markdown }) =>
		find(withoutCode(markdown)).map((place) => ({ message, field, ...place })),
	);
}

async function overdueReview(
	{ query }: Database,
	{ itemId, language }: CheckedText,
): Promise<readonly ProblemFinding[]> {
	const due = await query
		.selectFrom('items')
		.select('review_due_at')
		.where('id', '=', itemId)
		.where('source_language', '=', language)
		.where('published_at', 'is not', null)
		.where('review_due_at', '<=', Date.now())
		.executeTakeFirst();
	return due ? [{ message: 'problem.reviewOverdue.found', values: { dueOn: due.review_due_at ?? 0 } }] : [];
}

/** With the values of the organisation that owns the text; what a form asks for has its value then. */
async function emptyPlaceholders(
	database: Database,
	{ organisationId, texts, asks }: CheckedText,
): Promise<readonly ProblemFinding[]> {
	const used = texts.map(({ field, markdown }) => ({ field, ...placeholdersIn(withoutCode(markdown)) }));
	if (used.every(({ values, broken }) => values.length === 0 && broken.length === 0)) return [];
	const filled = await readPlaceholderValues(database, anonymous, organisationId);
	const messageFor = ({ path }: { readonly path: string }) =>
		path.startsWith('organisation.') ? 'problem.emptyPlaceholder.found' : 'problem.emptyPlaceholder.unknown';
	return used.flatMap(({ field, values, broken }) => [
		...values
			.filter(({ path, isGuarded }) => !isGuarded && !filled.has(path) && !path.startsWith('person.'))
			.filter(({ path }) => !(asks && path.startsWith('ask.')))
			.map(({ name, path, start, end }) => ({
				message: messageFor({ path }),
				field,
				values: { name },
				start,
				end,
			})),
		...broken.map(({ name, start, end }) => ({
			message: 'problem.emptyPlaceholder.section',
			field,
			values: { name },
			start,
			end,
		})),
	]);
}

async function outdatedVariant(
	{ query }: Database,
	{ itemId, language, basedOnRevision }: CheckedText,
): Promise<readonly ProblemFinding[]> {
	if (basedOnRevision === null) return [];
	const newer = await query
		.selectFrom('items')
		.innerJoin('revisions', 'revisions.item_id', 'items.id')
		.innerJoin('item_variants', isSourceVariant)
		.select('item_variants.published_revision as number')
		.where('items.id', '=', itemId)
		.where('source_language', '!=', language)
		.whereRef('revisions.language', '=', 'items.source_language')
		.where('revisions.number', '>', basedOnRevision)
		.whereRef('revisions.number', '<=', 'item_variants.published_revision')
		.where('revisions.major', '=', 1)
		.executeTakeFirst();
	if (!newer) return [];
	return [
		{
			message: 'problem.outdatedVariant.found',
			values: { basedOn: basedOnRevision, revision: newer.number ?? 0 },
			path: `/content/${itemId}/compare?from=${basedOnRevision}&to=${newer.number ?? 0}`,
		},
	];
}
