import { defineCommand, z } from 'verbund';
import type { Favourites } from './favourites.ts';

const itemId = z.string().min(1).max(64);
/** Menus of an item say which language is shown; a favourite is the item in all of them. */
const ofMenu = { itemId, language: z.string().max(35).optional() };

export function createFavouriteCommands(favourites: Favourites) {
	return {
		add: defineCommand({
			input: z.strictObject(ofMenu),
			async run({ reader }, input) {
				await favourites.add(reader, input.itemId);
				return {};
			},
			audit: false,
		}),
		remove: defineCommand({
			input: z.strictObject(ofMenu),
			async run({ reader }, input) {
				await favourites.remove(reader, input.itemId);
				return {};
			},
			audit: false,
		}),
		move: defineCommand({
			input: z.strictObject({ itemId, before: itemId }),
			async run({ reader }, input) {
				await favourites.move(reader, input.itemId, input.before);
				return {};
			},
			audit: false,
		}),
	};
}
