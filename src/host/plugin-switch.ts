/** Whether a plugin is on, as a setting: organisations may switch it unless the network has locked it. */
export function pluginSwitch(pluginId: string): string {
	return `plugins.enabled.${pluginId}`;
}
