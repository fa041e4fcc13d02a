import type { PluginView } from '../../host/administration.ts';

/** What went wrong with a plugin last, if something did. */
export function pluginError(status: PluginView['status']): string | null {
	return status.state === 'failed' ? status.error : (status.lastError ?? null);
}
