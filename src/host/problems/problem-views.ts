import type { App } from '../../app.ts';
import { organisationIds } from '../../access/actor.ts';
import type { DraftText } from '../../content/draft-text.ts';
import { formattersFor } from '../../l10n/formatters.ts';
import type { InterfaceLanguage } from '../../l10n/languages.ts';
import type { Translate, Translator } from '../../l10n/translator.ts';
import type { OrganisationBadge } from '../../workbench/locals.ts';
import type { Visitor } from '../visitor.ts';
import type { ProblemDeclaration, ProblemFinding, ProblemSeverity } from './problem-check.ts';
import type { ListedProblem } from './problems.ts';

/** A problem in the words of whoever reads. */
export interface ProblemLine {
	readonly severity: ProblemSeverity;
	/** Name of the kind: „Toter Link“. */
	readonly kind: string;
	readonly text: string;
	/** Why it is one, and what to do. */
	readonly reason: string;
	readonly proposal: string | null;
	/** Leads to the place in the editor. */
	readonly url: string;
	/** A page where it is seen, if that is not the text. */
	readonly seenAt: { readonly title: string; readonly url: string } | null;
	readonly field: string | null;
	readonly start: number | null;
	readonly end: number | null;
}

/** All problems of a variant. */
export interface ProblemGroup {
	readonly title: string;
	readonly language: string;
	readonly url: string;
	readonly organisation: OrganisationBadge;
	readonly lines: readonly ProblemLine[];
}

export interface ProblemChoice {
	readonly kind: string | null;
	readonly mine: boolean;
	readonly organisationId: string | null;
	readonly hints: boolean;
}

export interface ProblemList {
	readonly groups: readonly ProblemGroup[];
	readonly count: number;
	/** There are more than are shown. */
	readonly isCut: boolean;
}

/** What pages show of problems. */
export interface ProblemViews {
	/** Kinds that are on for the reader. */
	readonly kinds: readonly { readonly id: string; readonly title: string }[];
	list(choice: ProblemChoice): Promise<ProblemList>;
	/** Of a text as it stands in a form, for somebody who works on the item. */
	find(variant: EditedText): Promise<readonly ProblemLine[]>;
}

interface EditedText extends DraftText {
	readonly itemId: string;
	readonly type: string;
	readonly organisationId: string;
	readonly language: string;
	readonly basedOnRevision: number | null;
}

const mostListed = 500;

export function problemsFor(
	{ problems, translator }: App,
	{ actor, reader, disabledPlugins, language }: Visitor,
	t: Translate,
): ProblemViews {
	const kinds = kindsFor(problems.declarations(), disabledPlugins);
	const words = wordsFor(translator, language, t, kinds);
	return {
		kinds: kinds.map(({ id, title }) => ({ id, title: translator.resolve(language, title) })),
		async list({ kind, mine, organisationId, hints }) {
			const own = organisationId !== null && organisationIds(actor).includes(organisationId);
			const found = await problems.list(reader, {
				kinds: kinds.map(({ id }) => id).filter((id) => kind === null || id === kind),
				mine,
				hints,
				...(own ? { organisationId } : {}),
				limit: mostListed + 1,
			});
			const shown = found.slice(0, mostListed);
			return { groups: toGroups(shown, words), count: shown.length, isCut: found.length > mostListed };
		},
		async find(text) {
			const found = await problems.find(text);
			return found
				.filter(({ kind }) => kinds.some(({ id }) => id === kind))
				.map((problem) => words({ ...problem, itemId: text.itemId, language: text.language }));
		},
	};
}

/** Those of plugins that are on. */
export function kindsFor(
	declarations: readonly ProblemDeclaration[],
	disabledPlugins: readonly string[],
): readonly ProblemDeclaration[] {
	return declarations.filter(({ pluginId }) => pluginId === null || !disabledPlugins.includes(pluginId));
}

type Described = Pick<ListedProblem, 'itemId' | 'language' | 'kind' | 'severity' | 'message'> &
	Nullable<Pick<ProblemFinding, 'field' | 'start' | 'end' | 'path' | 'proposal' | 'values'>>;
type Nullable<T> = { readonly [Key in keyof T]?: T[Key] | null };

export function wordsFor(
	translator: Translator,
	language: InterfaceLanguage,
	t: Translate,
	kinds: readonly ProblemDeclaration[],
): (problem: Described) => ProblemLine {
	const format = formattersFor(language);
	return ({ itemId, kind, severity, message, values, field, start, end, path, proposal, ...variant }) => {
		const said = format.values(values ?? {});
		const title = kinds.find(({ id }) => id === kind)?.title ?? kind;
		return {
			severity,
			kind: translator.resolve(language, title),
			text: t(message, said),
			reason: t(`${message}.reason`, said),
			proposal: proposal ?? null,
			url: addressOf({ itemId, language: variant.language, field, start, end }),
			seenAt: path ? { title: t(`${message}.seenAt`), url: path } : null,
			field: field ?? null,
			start: start ?? null,
			end: end ?? null,
		};
	};
}

function addressOf({ itemId, language, field, start, end }: Nullable<Described>): string {
	const place = field
		? `&field=${field}${start === null ? '' : `&from=${start ?? 0}&to=${end ?? 0}`}#field-${field}`
		: '';
	return `/content/${itemId ?? ''}/edit?language=${language ?? ''}${place}`;
}

function toGroups(
	found: readonly ListedProblem[],
	words: (problem: ListedProblem) => ProblemLine,
): readonly ProblemGroup[] {
	const groups = new Map<string, ListedProblem[]>();
	for (const problem of found) {
		const key = `${problem.itemId} ${problem.language}`;
		groups.set(key, [...(groups.get(key) ?? []), problem]);
	}
	return [...groups.values()].flatMap((problems) => {
		const [first] = problems;
		if (!first) return [];
		return {
			title: first.itemTitle,
			language: first.language,
			url: `/content/${first.itemId}/edit?language=${first.language}`,
			organisation: {
				id: first.organisationId,
				slug: first.organisationSlug,
				name: first.organisationName,
				shortName: first.organisationShortName,
			},
			lines: problems.map(words),
		};
	});
}
