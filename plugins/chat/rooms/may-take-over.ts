import type { OpenRoom } from './room.ts';

/** True for who writes for the owner of the item that is talked about: an answer can become part of its text. */
export function mayTakeOver(
	{ itemId, organisationId }: Pick<OpenRoom, 'itemId' | 'organisationId'>,
	can: (permission: 'content.write', object: { readonly organisationId: string }) => boolean,
): boolean {
	return itemId !== null && organisationId !== null && can('content.write', { organisationId });
}
