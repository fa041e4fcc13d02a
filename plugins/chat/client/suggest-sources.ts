import type { ListedSuggestion } from 'verbund/client/suggestion-list';

export interface Offer extends ListedSuggestion {
	/** What stands in the text once it is chosen. */
	readonly text: string;
}

export interface Source {
	/** Matches the text before the caret up to its end; the first group is what is looked for. */
	readonly pattern: RegExp;
	readonly label: string;
	find(text: string, signal: AbortSignal): Promise<readonly Offer[]>;
}

export interface SuggestTexts {
	readonly people: string;
	readonly items: string;
	readonly found: string;
	readonly nothing: string;
}

interface FoundHit {
	readonly id: string;
	readonly kind: string;
	readonly title: string;
	readonly language: string;
	readonly organisationName: string | null;
}

const icons = { person: 'user-round', group: 'users', everybody: 'megaphone' } as const;

/** People behind `@`, and texts behind `[[`. */
export function sourcesFor(place: Readonly<Record<string, string>>, texts: SuggestTexts): readonly Source[] {
	return [
		{
			pattern: /(?:^|\s)@([\p{L}\p{N}.' -]{0,40})$/u,
			label: texts.people,
			async find(text, signal) {
				const { found } = await get<{ found: readonly { kind: keyof typeof icons; name: string }[] }>(
					'/chat/mentions',
					{ ...place, q: text },
					signal,
				);
				return found.map(({ kind, name }) => ({ title: name, icon: icons[kind], text: `@${name}` }));
			},
		},
		{
			pattern: /\[\[([^[\]\n]{0,60})$/,
			label: texts.items,
			async find(text, signal) {
				if (text.trim() === '') return [];
				const { hits } = await get<{ hits: readonly FoundHit[] }>(
					'/api/search',
					{ q: text, limit: '8' },
					signal,
				);
				return hits
					.filter(({ kind }) => kind === 'content')
					.map(({ id, title, language, organisationName }) => ({
						title,
						language,
						icon: 'file-text',
						detail: organisationName ?? undefined,
						text: `[${title.replaceAll(/[[\]]/g, '')}](/i/${id})`,
					}));
			},
		},
	];
}

async function get<Answer>(
	path: string,
	parameters: Readonly<Record<string, string>>,
	signal: AbortSignal,
): Promise<Answer> {
	const response = await fetch(`${path}?${new URLSearchParams(parameters).toString()}`, { signal });
	if (!response.ok) throw new Error(`${path}: ${response.status}`);
	return response.json();
}
