import type { PluginView } from '../../host/administration.ts';

/** What went wrong with a plugin last, if something did. */
export function pluginError(status: PluginView['status']): string | null {
	if (status.state === 'failed') return status.error;
	return status.state === 'active' ? (status.lastError ?? null) : null;
}
