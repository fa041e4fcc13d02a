import { anonymous, type Actor } from '../access/actor.ts';
import { toActor, type Account } from '../accounts/account.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { ValidSession } from '../accounts/sessions.ts';
import type { ContentTypes } from '../content/content-types.ts';
import type { Reader } from '../content/reader.ts';
import {
	acceptedLanguages,
	chooseLanguage,
	interfaceLanguages,
	isInterfaceLanguage,
	type InterfaceLanguage,
} from '../l10n/languages.ts';
import type { PluginHost } from './plugin-host.ts';
import type { Settings, SettingValues } from './settings.ts';

/** Everything about whoever is behind one request, read anew each time: no rights older than the request. */
export interface Visitor {
	readonly actor: Actor;
	readonly account: Account | null;
	/** Null for API tokens and for visitors who have not signed in. */
	readonly session: Pick<ValidSession, 'id' | 'renewed' | 'changeMark' | 'organisationsVersion'> | null;
	readonly settings: SettingValues;
	readonly disabledPlugins: readonly string[];
	readonly reader: Reader;
	readonly language: InterfaceLanguage;
}

/** Who it is by now: what took long to come was begun with the rights of an earlier moment. */
export type IdentifyAgain = () => Promise<Visitor>;

export interface Credentials {
	readonly sessionToken: string | null;
	readonly bearerToken: string | null;
	readonly acceptLanguage: string;
	/** Chosen on the sign-in page, before there is an account. */
	readonly languageCookie: string | null;
}

export interface VisitorParts {
	readonly accounts: Accounts;
	readonly settings: Settings;
	readonly host: PluginHost;
	readonly types: ContentTypes;
}

/** Two queries: session with account and rights, then settings, unless nothing has changed since they were read. */
export async function identify(parts: VisitorParts, credentials: Credentials): Promise<Visitor> {
	const { actor, account, session } = await authenticate(parts.accounts, credentials);
	return visitorFor(parts, actor, { account, session, credentials });
}

interface VisitorDetails {
	readonly account: Account | null;
	readonly session: Visitor['session'];
	readonly credentials?: Credentials;
}

export async function visitorFor(
	{ settings, host, types }: VisitorParts,
	actor: Actor,
	{ account, session, credentials }: VisitorDetails = { account: null, session: null },
): Promise<Visitor> {
	const values = await settings.read(
		{
			organisationId: actor.kind === 'person' ? actor.actingOrganisationId : null,
			personId: actor.kind === 'person' ? actor.personId : null,
		},
		session?.changeMark,
	);
	const disabledPlugins = host.disabled(values);
	const language = interfaceLanguage(account, credentials);
	return {
		actor,
		account,
		session,
		settings: values,
		disabledPlugins,
		language,
		reader: {
			actor,
			languages: contentLanguagesOf(account, language),
			types: [
				...types.all().filter(({ pluginId }) => !disabledPlugins.includes(pluginId)),
				...host.plugins
					.filter(({ id }) => !disabledPlugins.includes(id))
					.flatMap(({ manifest }) => manifest.contributes.searchTypes),
			].map(({ id }) => id),
		},
	};
}

async function authenticate(accounts: Accounts, { sessionToken, bearerToken }: Credentials) {
	if (bearerToken !== null) {
		const valid = await accounts.tokens.validate(bearerToken);
		if (valid) {
			const access = valid.scope === 'read' ? 'readOnly' : 'full';
			return { actor: toActor(valid.account, null, access), account: valid.account, session: null };
		}
	}
	const valid = sessionToken === null ? null : await accounts.sessions.validate(sessionToken);
	if (!valid) return { actor: anonymous, account: null, session: null };
	return {
		actor: toActor(valid.account, valid.actingOrganisationId),
		account: valid.account,
		session: valid,
	};
}

function interfaceLanguage(account: Account | null, credentials: Credentials | undefined): InterfaceLanguage {
	const cookie = credentials?.languageCookie;
	const wished = [
		...(account?.preferences.interfaceLanguage ? [account.preferences.interfaceLanguage] : []),
		...(cookie && isInterfaceLanguage(cookie) ? [cookie] : []),
		...(account?.preferences.contentLanguages ?? []),
		...(credentials ? acceptedLanguages(credentials.acceptLanguage) : []),
	];
	const chosen = chooseLanguage(interfaceLanguages, wished.slice(0, 1));
	return isInterfaceLanguage(chosen) ? chosen : 'de';
}

/** The person's own order, or the interface's language first. */
function contentLanguagesOf(account: Account | null, language: InterfaceLanguage): readonly string[] {
	const own = account?.preferences.contentLanguages ?? [];
	return own.length > 0 ? own : [...new Set([language, 'de'])];
}
