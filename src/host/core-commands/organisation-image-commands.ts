import { z } from 'zod';
import { printableImages, readLogoImage } from '../../accounts/logo-image.ts';
import type { ImageUse, Organisations } from '../../accounts/organisations.ts';
import type { AddCommand } from './core-command.ts';
import { noteOrganisation, ofOrganisation, organisationId, shownText } from './organisation-input.ts';
import { requireUnchanged } from './require-unchanged.ts';

/** The images of an organisation: its logo, and the head of its letters. */
export function addOrganisationImageCommands(add: AddCommand, organisations: Organisations): void {
	addImageCommands(add, organisations, {
		use: 'logo',
		set: 'accounts.setLogo',
		remove: 'accounts.removeLogo',
	});
	addImageCommands(add, organisations, {
		use: 'letterhead',
		set: 'accounts.setLetterhead',
		remove: 'accounts.removeLetterhead',
		formats: printableImages,
	});
}

interface ImageCommands {
	readonly use: ImageUse;
	readonly set: string;
	readonly remove: string;
	readonly formats?: typeof printableImages;
}

function addImageCommands(
	add: AddCommand,
	organisations: Organisations,
	{ use, set, remove, formats }: ImageCommands,
): void {
	const requireShown = async (id: string, expected: string | undefined) => {
		const { name: title, [use]: image } = await organisations.get(id);
		requireUnchanged({ title, expected: { [use]: expected }, present: { [use]: image?.url ?? '' } });
	};
	/** Address of the image that the form showed; without it the last word counts. */
	const expectedImage = shownText.optional();

	add(
		set,
		{ permission: 'accounts.manage' },
		{
			/** An image in base64. */
			input: z.strictObject({ organisationId, image: z.string().min(1).max(4_000_000), expectedImage }),
			target: ofOrganisation,
			prepare: (_context, { image }) => readLogoImage(image, formats),
			async run(_context, { organisationId: id, expectedImage: expected }, image) {
				await requireShown(id, expected);
				await organisations.setImage(id, use, image);
				return {};
			},
			audit: noteOrganisation,
		},
	);
	add(
		remove,
		{ permission: 'accounts.manage' },
		{
			input: z.strictObject({ organisationId, expectedImage }),
			target: ofOrganisation,
			async run(_context, { organisationId: id, expectedImage: expected }) {
				await requireShown(id, expected);
				await organisations.setImage(id, use, null);
				return {};
			},
			audit: noteOrganisation,
		},
	);
}
