import type { Translate } from '../l10n/translator.ts';

/** What a browser needs to put the hub on the start screen, under the network's own name (W3C Web App Manifest). */
export function webManifest(networkName: string, language: string, t: Translate) {
	return {
		id: '/',
		name: networkName,
		short_name: networkName.length <= longestShortName ? networkName : t('ui.brand'),
		description: t('manifest.description', { network: networkName }),
		lang: language,
		start_url: '/',
		scope: '/',
		display: 'standalone',
		theme_color: '#138580',
		background_color: '#ffffff',
		icons: [
			{ src: '/icon-192.png', sizes: '192x192', type: 'image/png', purpose: 'any' },
			{ src: '/icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'any' },
			{ src: '/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
		],
	};
}

/** What stands below an icon on most start screens. */
const longestShortName = 12;
