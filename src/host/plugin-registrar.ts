import type { Disposable } from '../events.ts';
import type { Manifest } from './manifest.ts';

/** Takes what one plugin registers: only what its manifest declares, and all of it can be undone. */
export interface PluginRegistrar {
	/** @throws Error what is registered or used is not declared */
	require(kind: DeclaredKind, name: string): void;
	/** Keeps a provider under its declared name. */
	keep<Provider>(
		kind: DeclaredKind,
		providers: Map<string, Provider>,
	): (name: string, provider: Provider) => Disposable;
	/** Lets a part of the hub take what has a declared name. */
	take(kind: DeclaredKind, name: string, register: () => Registration): Disposable;
	track(registration: Registration): Disposable;
	undo(): void;
}

/** Itself, or the function that undoes it. */
type Registration = Disposable | (() => void);

type DeclaredKind = keyof typeof declared;

/** What a plugin may register, as its manifest says. */
const declared = {
	'The command': ({ contributes }: Manifest) => contributes.commands.map(({ command }) => command),
	'The view': ({ contributes }: Manifest) => idsOf(Object.values(contributes.views).flat()),
	'The key': ({ contributes }: Manifest) =>
		Object.values(contributes.menus)
			.flat()
			.flatMap(({ toggle }) => toggle?.key ?? []),
	'The tasks': ({ contributes }: Manifest) => idsOf(contributes.tasks),
	'The widget': ({ contributes }: Manifest) => idsOf(contributes.widgets.filter(({ rows }) => rows)),
	'The quick access': ({ contributes }: Manifest) => idsOf(contributes.quickAccess),
	'The handover': ({ contributes }: Manifest) => idsOf(contributes.handover),
	'The problem': ({ contributes }: Manifest) => idsOf(contributes.problems),
	'The notification': ({ contributes }: Manifest) => idsOf(contributes.notifications),
	'The room': ({ contributes }: Manifest) => idsOf(contributes.rooms),
	'The calendar': ({ contributes }: Manifest) => idsOf(contributes.calendars),
	'The job': ({ contributes }: Manifest) => idsOf(contributes.jobs),
	'The health check': ({ contributes }: Manifest) => idsOf(contributes.healthChecks),
	'The kind of hits': ({ contributes }: Manifest) => idsOf(contributes.searchTypes),
	'The personal data': ({ contributes }: Manifest) => idsOf(contributes.personalData),
	'The plugin': ({ pluginDependencies }: Manifest) => pluginDependencies,
};

export function createRegistrar(pluginId: string, manifest: Manifest): PluginRegistrar {
	const registrations: Disposable[] = [];
	const registrar: PluginRegistrar = {
		require(kind, name) {
			if (declared[kind](manifest).includes(name)) return;
			throw new Error(`${kind} ${name} is not declared in the manifest of ${pluginId}.`);
		},
		keep: (kind, providers) => (name, provider) =>
			registrar.take(kind, name, () => {
				providers.set(name, provider);
				return () => providers.delete(name);
			}),
		take(kind, name, register) {
			registrar.require(kind, name);
			return registrar.track(register());
		},
		track(registered) {
			const registration = typeof registered === 'function' ? { dispose: registered } : registered;
			registrations.push(registration);
			return registration;
		},
		undo() {
			for (const registration of registrations.splice(0)) registration.dispose();
		},
	};
	return registrar;
}

function idsOf(contributions: readonly { readonly id: string }[]): readonly string[] {
	return contributions.map(({ id }) => id);
}
