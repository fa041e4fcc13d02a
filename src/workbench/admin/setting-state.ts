import type { SettingView } from '../../host/administration.ts';
import type { WorkbenchLocals } from '../locals.ts';
import type { AdminPlace } from './admin-place.ts';
import { formState, type FormState } from './form-state.ts';

export interface SettingState {
	readonly command: string;
	readonly resetCommand: string;
	readonly input: Readonly<Record<string, string>>;
	readonly form: FormState;
	/** Decided here, not above and not by default. */
	readonly isOwn: boolean;
	/** Decided above for good. */
	readonly isLocked: boolean;
	/** There is a level below that could be kept from changing it. */
	readonly isLockable: boolean;
	/** The box that locks it is ticked. */
	readonly isLockedHere: boolean;
	readonly valueText: string;
}

export function settingState(
	{ key, declaration, source, lockedBy, value }: SettingView,
	{ network, organisation }: AdminPlace,
	{ submission, t }: WorkbenchLocals,
): SettingState {
	const scope = network ? 'network' : 'organisation';
	const command = network ? 'settings.changeNetwork' : 'settings.changeOrganisation';
	const input: Record<string, string> = network ? { key } : { organisationId: organisation.id, key };
	const form = formState(submission, command, input);
	return {
		command,
		resetCommand: network ? 'settings.resetNetwork' : 'settings.resetOrganisation',
		input,
		form,
		isOwn: source === scope,
		isLocked: lockedBy === 'network' && !network,
		isLockable: declaration.scope !== scope,
		isLockedHere: form.checked('locked', 'on', lockedBy === scope),
		valueText: typeof value === 'boolean' ? t(value ? 'admin.yes' : 'admin.no') : optionTitle(t, key, value),
	};
}

/** `setting.workbench.theme.dark` where it is translated, else the value itself. */
export function optionTitle(t: WorkbenchLocals['t'], key: string, value: string | number): string {
	const name = `setting.${key}.${value}`;
	const title = t(name);
	return title === name ? String(value) : title;
}
