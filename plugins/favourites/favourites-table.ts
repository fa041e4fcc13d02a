export interface FavouritesTables {
	favourites_items: { person_id: string; item_id: string; position: number };
}
