import { mostCounted, notificationReader } from '../../host/notification-center.ts';
import type { ApiAnswer, ApiRequest } from './api-request.ts';

/** `GET /api/notifications/unread`: how many notifications the caller may read and has not read, at most 100, and
 * about which items. */
export async function unread({ app, visitor }: ApiRequest): Promise<ApiAnswer> {
	const reader = notificationReader(app, visitor);
	const found = await app.notifications.list(reader, { unread: true, limit: mostCounted });
	const items = new Set(found.flatMap(({ itemId }) => itemId ?? []));
	return { body: { count: found.length, items: [...items] } };
}

/**
 * `GET /api/notifications/newest`: what a device that was woken shows. Without a session only that there is something:
 * whoever looks at the device then need not be its owner.
 */
export async function newest({ app, visitor }: ApiRequest): Promise<ApiAnswer> {
	const reader = notificationReader(app, visitor);
	const [found, ...others] = await app.notifications.list(reader, { unread: true, limit: mostCounted });
	const { t } = reader;
	const text = found
		? [found.text, ...(others.length > 0 ? [t('notifications.more', { count: others.length })] : [])].join(
				'\n',
			)
		: t('notifications.push');
	const settings = visitor.settings.get('network.name');
	return {
		body: { title: String(settings), text, url: found && others.length === 0 ? found.url : '/notifications' },
	};
}
