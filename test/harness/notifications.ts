import type { App } from '../../src/app.ts';
import { notificationReader } from '../../src/host/notification-center.ts';
import type { ListedNotification } from '../../src/notifications/list-notifications.ts';
import type { TestPerson } from './test-app.ts';
import type { Who } from './test-network.ts';

/** Kinds as a plugin declares them, with their sentences. */
export function declareTestKinds({ notifications, translator }: App): void {
	notifications.declare(
		(['test.mentioned', 'test.plain', 'test.guarded', 'test.quiet'] as const).map((id) => ({
			id,
			title: id === 'test.mentioned' ? 'Erwähnungen' : 'Erinnerungen',
			mail: id === 'test.quiet' ? ('never' as const) : ('daily' as const),
			pluginId: null,
		})),
	);
	translator.add({
		de: {
			'notification.test.mentioned': '{by} hat Sie in „{title}“ genannt.',
			'notification.test.plain': 'Seit {days} Tagen fällig.',
			'notification.test.guarded': 'Etwas anderes ist geschehen.',
			'notification.test.quiet': 'Neu: {title}',
		},
		en: { 'notification.test.mentioned': '{by} has named you in “{title}”.' },
	});
}

/** What somebody finds under "New for you", newest first. */
export async function readNotifications(
	{ app, as }: { readonly app: App; readonly as: Readonly<Record<Who, Pick<TestPerson, 'visit'>>> },
	who: Who,
): Promise<readonly ListedNotification[]> {
	return app.notifications.list(notificationReader(app, await as[who].visit()), { limit: 100 });
}
