import type { DiscoveredPlugin } from './discover-plugins.ts';
import type { HostParts } from './host-parts.ts';
import { pluginSwitch } from './plugin-switch.ts';

/** Makes known what the manifest says; `activate` runs the code when it is first needed. */
export function declarePlugin(
	{ id, manifest, messages }: DiscoveredPlugin,
	parts: HostParts,
	activate: () => Promise<void>,
): void {
	const { contributes } = manifest;
	parts.translator.add(messages);
	parts.access.declare(
		contributes.permissions.map((permission) => ({ ...permission, scope: 'organisation' })),
	);
	parts.settings.declare(contributes.configuration.properties);
	parts.walkthroughs.declare(
		contributes.walkthroughs.map((walkthrough) => ({ ...walkthrough, pluginId: id })),
	);
	parts.settings.declare({
		[pluginSwitch(id)]: {
			type: 'boolean',
			default: true,
			scope: 'organisation',
			title: manifest.displayName,
		},
	});
	parts.problems.declare(
		contributes.problems.map((problem) => ({ ...problem, pluginId: id })),
		activate,
	);
	parts.jobs.declare(
		contributes.jobs.map(({ schedule, attempts, parallel, ...job }) => ({
			...job,
			...(schedule === undefined ? {} : { schedule }),
			...(attempts === undefined ? {} : { attempts }),
			...(parallel === undefined ? {} : { parallel }),
			pluginId: id,
		})),
		activate,
	);
	parts.notifications.declare(
		contributes.notifications.map((kind) => ({ ...kind, pluginId: id })),
		activate,
	);
	parts.realtime.declare(
		contributes.rooms.map((room) => ({ ...room, pluginId: id })),
		activate,
	);
	parts.calendars.declare(
		contributes.calendars.map((calendar) => ({ ...calendar, pluginId: id })),
		activate,
	);
	parts.thingRights.declare(
		contributes.searchTypes.filter(({ ownRights }) => ownRights),
		activate,
	);
	for (const type of contributes.contentTypes) parts.content.types.add({ ...type, pluginId: id });
	parts.commands.declare(
		contributes.commands.map(({ command, ...declaration }) => ({
			...declaration,
			id: command,
			pluginId: id,
		})),
		activate,
	);
}
