import {
	markPattern,
	parseMark,
	writeMark,
	type PlaceholderMark,
} from '../../content/placeholders/placeholder-mark.ts';
import type { Place } from './markdown-checks.ts';

type Opening = PlaceholderMark & { readonly kind: 'open' };

export interface UsedPlaceholder extends Place {
	/** As it is written, `today + 14 days`. */
	readonly name: string;
	/** `organisation.phone` */
	readonly path: string;
	/** It only stands there if it has a value, or it is a name of an entry of `#each`. */
	readonly isGuarded: boolean;
}

export interface UsedPlaceholders {
	readonly values: readonly UsedPlaceholder[];
	/** Beginnings and ends of sections without their other half. */
	readonly broken: readonly (Place & { readonly name: string })[];
}

/** Placeholders of a text in their order, and whether its sections are whole. */
export function placeholdersIn(text: string): UsedPlaceholders {
	const values: UsedPlaceholder[] = [];
	const broken: (Place & { name: string })[] = [];
	const open: { mark: Opening; place: Place & { name: string } }[] = [];
	for (const { 0: written, 1: inner = '', index } of text.matchAll(new RegExp(markPattern, 'g'))) {
		const mark = parseMark(inner);
		if (!mark) continue;
		const place = { start: index, end: index + written.length, name: writeMark(mark) };
		if (mark.kind === 'open') open.push({ mark, place });
		else if (mark.kind === 'close') {
			if (open.at(-1)?.mark.of === mark.of) open.pop();
			else broken.push(place);
		} else {
			const isGuarded = open.some(
				({ mark: { of, path, equals } }) =>
					(of === 'if' && path === mark.path && equals === null) ||
					(of === 'each' && !mark.path.includes('.')),
			);
			values.push({ ...place, path: mark.path, isGuarded });
		}
	}
	return { values, broken: [...broken, ...open.map(({ place }) => place)] };
}
