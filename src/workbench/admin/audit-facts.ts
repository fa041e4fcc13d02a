import type { AuditEntry } from '../../access/audit.ts';
import type { AuditPage } from '../../host/administration.ts';
import type { WorkbenchLocals } from '../locals.ts';
import { shortId } from './audit-texts.ts';

export interface AuditFact {
	readonly kind: string;
	readonly text: string;
	readonly url?: string;
	readonly language?: string;
	/** The text is the end of an id, because there is no name that the reader may see. */
	readonly isId?: boolean;
}

const identified = ['item', 'person', 'heir', 'group', 'organisation', 'plugin', 'permission', 'setting'];

const switches = ['enabled', 'disabled', 'networkAdmin'];

/** The objects of an entry in the reader's words. */
export function auditFacts(
	{ action, objects }: Pick<AuditEntry, 'action' | 'objects'>,
	names: AuditPage['names'],
	{ t, label }: WorkbenchLocals,
): readonly AuditFact[] {
	return Object.entries(objects).flatMap(([name, value]): AuditFact[] => {
		const kind = kindTitle(name);
		if (value === null) return [];
		if (typeof value === 'object' && value.length === 0) return [];
		if (typeof value === 'object')
			return [{ kind, text: value.map((entry) => word(name, entry)).join(', ') }];
		if (switches.includes(name)) return [{ kind, text: t(value === 1 ? 'admin.yes' : 'admin.no') }];
		if (name === 'afterwards') return [{ kind, text: t(`admin.handover.afterwards.${String(value)}`) }];
		if (name === 'language') return [{ kind, text: t(`language.${String(value)}`) }];
		if (typeof value !== 'string') return [{ kind, text: String(value) }];
		const known = names.get(value);
		if (!known)
			return [
				{ kind, text: identified.includes(name) || value.length > 30 ? shortId(value) : value, isId: true },
			];
		return [
			{
				kind,
				text: label(known.text),
				...(known.url === null ? {} : { url: known.url }),
				...(known.language === null ? {} : { language: known.language }),
			},
		];
	});

	/** In the words of the core, else of the plugin whose command it was. */
	function kindTitle(name: string): string {
		const keys = [`admin.audit.object.${name}`, `${action.split('.')[0]}.audit.${name}`];
		return keys.map((key) => t(key)).find((title, at) => title !== keys[at]) ?? name;
	}

	/** A role, or one part of an audience: `network`, `organisation:<id>`. */
	function word(name: string, value: string): string {
		if (name === 'roles') return t(`role.${value}`);
		if (name === 'items' || name === 'groups') return names.get(value)?.text ?? shortId(value);
		const [kind = '', id = ''] = value.split(':');
		return id === '' ? t(`admin.audience.${kind}`) : (names.get(id)?.text ?? shortId(id));
	}
}
