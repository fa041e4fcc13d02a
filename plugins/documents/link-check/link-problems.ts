import type { CheckedText, ProblemCheck, ProblemFinding } from 'verbund';
import type { Target, Targets } from './targets.ts';

/** Addresses that lead nowhere any more. */
export function createDeadLinkCheck(targets: Targets): ProblemCheck {
	return {
		async check(text) {
			const dead = (await targets.ofText(text.itemId, text.language)).filter(({ state }) => state === 'dead');
			return dead.flatMap((target) =>
				placesOf(text, target).map((place) => ({
					message: 'documents.deadLink.found',
					values: { url: target.url, sinceOn: target.failedAt ?? 0 },
					...place,
				})),
			);
		},
	};
}

/** Addresses that have moved for good. */
export function createMovedLinkCheck(targets: Targets): ProblemCheck {
	return {
		async check(text) {
			const all = await targets.ofText(text.itemId, text.language);
			return all.flatMap((target) => {
				const { movedTo, state, url } = target;
				if (movedTo === null || state !== 'working') return [];
				return placesOf(text, target).map((place) => ({
					message: 'documents.movedLink.found',
					values: { url, movedTo },
					...('start' in place ? { proposal: movedTo } : {}),
					...place,
				}));
			});
		},
	};
}

/** Where the newest text has the address; an address that a field holds is about the item as a whole. */
function placesOf(
	{ texts }: CheckedText,
	{ url }: Target,
): readonly Pick<ProblemFinding, 'field' | 'start' | 'end'>[] {
	const written = [url, url.replace(/\/$/, '')];
	const places = texts.flatMap(({ field, markdown }) => {
		const form = written.find((one) => markdown.includes(one));
		if (form === undefined) return [];
		const start = markdown.indexOf(form);
		return [{ field, start, end: start + form.length }];
	});
	return places.length > 0 ? places : [{}];
}
