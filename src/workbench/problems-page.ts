import type { ProblemChoice, ProblemList } from '../host/problems/problem-views.ts';
import type { WorkbenchLocals } from './locals.ts';
import type { SelectOption } from './ui/types.ts';

export interface ProblemsPage {
	readonly list: ProblemList;
	readonly choice: ProblemChoice;
	readonly whose: readonly SelectOption[];
	readonly kinds: readonly SelectOption[];
	readonly severities: readonly SelectOption[];
	readonly organisations: readonly SelectOption[];
}

/** What the address chooses; what it names and nobody knows is left out. */
export async function openProblems(
	{ person, problems, t }: WorkbenchLocals,
	url: URL,
): Promise<ProblemsPage> {
	const wished = (name: string) => url.searchParams.get(name) ?? '';
	const own = person?.organisations ?? [];
	const kind = problems.kinds.find(({ id }) => id === wished('kind'))?.id ?? null;
	const choice = {
		mine: wished('whose') === 'mine',
		kind,
		// Whoever asks for one kind sees all of it.
		hints: kind !== null || wished('severity') === 'all',
		organisationId: own.find(({ id }) => id === wished('organisation'))?.id ?? null,
	};
	return {
		choice,
		list: await problems.list(choice),
		whose: [
			{ value: 'all', title: t('problems.all') },
			{ value: 'mine', title: t('problems.mine') },
		],
		kinds: [
			{ value: '', title: t('problems.everyKind') },
			...problems.kinds.map(({ id, title }) => ({ value: id, title })),
		],
		severities: [
			{ value: '', title: t('problems.faults') },
			{ value: 'all', title: t('problems.hints') },
		],
		organisations: [
			{ value: '', title: t('problems.everyOrganisation') },
			...own.map(({ id, name }) => ({ value: id, title: name })),
		],
	};
}
