import { themes } from '../accounts/account.ts';
import type { SettingDeclaration } from './manifest.ts';

/** Settings of the core; plugins bring their own in the manifest. */
export const coreSettings: Readonly<Record<string, SettingDeclaration>> = {
	'network.name': {
		type: 'string',
		default: 'Verbund',
		scope: 'network',
		title: '%setting.network.name%',
		minLength: 1,
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
	'content.binDays': {
		type: 'integer',
		default: 60,
		minimum: 1,
		maximum: 3650,
		scope: 'network',
		title: '%setting.content.binDays%',
		description: '%setting.content.binDays.description%',
	},
	'audit.retentionDays': {
		type: 'integer',
		default: 1095,
		minimum: 30,
		maximum: 36500,
		scope: 'network',
		title: '%setting.audit.retentionDays%',
		description: '%setting.audit.retentionDays.description%',
	},
	'workbench.theme': {
		type: 'string',
		default: 'system',
		enum: [...themes],
		scope: 'organisation',
		title: '%setting.workbench.theme%',
		description: '%setting.workbench.theme.description%',
	},
};
