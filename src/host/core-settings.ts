import type { SettingDeclaration } from './manifest.ts';

/** Settings of the core; plugins bring their own in the manifest. */
export const coreSettings: Readonly<Record<string, SettingDeclaration>> = {
	'network.name': {
		type: 'string',
		default: 'Verbund',
		scope: 'network',
		title: '%setting.network.name%',
		maxLength: 80,
	},
	'content.reviewMonths': {
		type: 'integer',
		default: 12,
		minimum: 1,
		maximum: 60,
		scope: 'organisation',
		title: '%setting.content.reviewMonths%',
		description: '%setting.content.reviewMonths.description%',
	},
};
