import type { Preferences } from '../../accounts/account.ts';
import { isMac, normaliseKeys, onMac } from '../../keys.ts';
import type { DiscoveredPlugin } from '../discover-plugins.ts';
import { coreKeys, type DefaultKeys } from './core-palette.ts';

export interface Keybinding {
	/** Id of an entry of the palette. */
	readonly target: string;
	/** `ctrl+k`, `g h` */
	readonly keys: string;
	readonly when: string | null;
	/** Chosen by the person. */
	readonly own: boolean;
}

/** Keys of the core and of the plugins that are on; a person's own choice for a target takes the place of all its keys. */
export function keybindingsFor(
	plugins: readonly DiscoveredPlugin[],
	preferences: Preferences | undefined,
	userAgent: string,
): readonly Keybinding[] {
	const own = preferences?.keybindings ?? [];
	const chosen = own
		.filter(({ key }) => key !== '')
		.map(({ command, key }) => ({ target: command, keys: key, when: null, own: true }));
	const defaults = defaultKeys(plugins, userAgent).filter(
		({ target }) => !own.some(({ command }) => command === target),
	);
	return [...chosen, ...defaults];
}

function defaultKeys(plugins: readonly DiscoveredPlugin[], userAgent: string): readonly Keybinding[] {
	const ofPlugins = plugins.flatMap(({ manifest }) =>
		manifest.contributes.keybindings.map(({ command, ...keys }): DefaultKeys => ({
			target: command,
			...keys,
		})),
	);
	return [...coreKeys, ...ofPlugins].flatMap(({ target, key, mac, when = null }) => {
		const normal = normaliseKeys(key);
		const macKeys = mac === undefined ? normal && onMac(normal) : normaliseKeys(mac);
		const keys = isMac(userAgent) ? macKeys : normal;
		return keys === null ? [] : [{ target, keys, when, own: false }];
	});
}
