import type { Exports } from '../../transfer/exports.ts';
import type { Imports } from '../../transfer/imports.ts';
import type { PersonalDataHandler } from '../plugin-context.ts';

/** Who brought texts along, and who took some away. */
export function createTransferData({
	exports,
	imports,
}: {
	readonly exports: Exports;
	readonly imports: Imports;
}): PersonalDataHandler {
	return {
		async export(personId) {
			const taken = await exports.list(personId);
			return {
				imports: await imports.ofPerson(personId),
				exports: taken.map(({ title, format, createdAt }) => ({ title, format, createdAt })),
			};
		},
		async erase(personId) {
			await imports.forgetPerson(personId);
			await exports.forgetPerson(personId);
		},
	};
}
