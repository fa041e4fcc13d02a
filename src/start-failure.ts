import { ConfigError } from './config.ts';
import { isVerbundError } from './errors.ts';

/** Why the hub does not start, in a sentence that says what to do. German first, as the log of a German office. */
export function explainFailure(error: unknown): string {
	if (error instanceof ConfigError) return `Verbund startet nicht: ungültige Einstellung ${error.message}`;
	if (isVerbundError(error)) {
		const { code, values } = error;
		if (code === 'database.newer') {
			return `Verbund startet nicht: Die Datenbank gehört zu einer neueren Version (${values['step'] ?? ''}). Bitte diese Version einspielen; es wurde nichts verändert.`;
		}
		if (code === 'database.full') {
			return 'Verbund startet nicht: Auf dem Datenträger ist kein Platz mehr. Es ging nichts verloren; bitte Platz schaffen und neu starten.';
		}
		if (code === 'database.unavailable') {
			return `Verbund startet nicht: Der Datenordner lässt sich nicht öffnen oder beschreiben (${reasonOf(error.cause)}). Bitte Rechte und Datenträger prüfen.`;
		}
	}
	if (error instanceof Error && 'code' in error) {
		if (error.code === 'EADDRINUSE') {
			return 'Verbund startet nicht: Der Port ist belegt. Läuft schon ein Hub? Ein anderer Port: PORT=4322 npm start';
		}
		if (error.code === 'EACCES')
			return 'Verbund startet nicht: Der Port darf nicht benutzt werden. Ein anderer Port: PORT=4321 npm start';
		if (error.code === 'EADDRNOTAVAIL')
			return 'Verbund startet nicht: Die Adresse in HOST gibt es auf diesem Rechner nicht.';
	}
	return `Verbund startet nicht: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}

function reasonOf(cause: unknown): string {
	return cause instanceof Error ? cause.message : 'Grund unbekannt';
}
