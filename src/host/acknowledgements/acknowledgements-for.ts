import { roles } from '../../access/actor.ts';
import type { App } from '../../app.ts';
import type { AcknowledgementChoice } from '../../content/acknowledgement/acknowledgements.ts';
import type { AcknowledgementReport } from '../../content/acknowledgement/report.ts';
import { itemUrl } from '../../content/content-types.ts';
import type { Visitor } from '../visitor.ts';

/** What a person is asked to confirm, and what came of what they asked others. */
export interface AcknowledgementsView {
	/** What is due first stands at the top. */
	open(): Promise<readonly OwnOpenAcknowledgement[]>;
	/** For those who publish it. @throws VerbundError `request.notFound`, `access.denied` */
	ofItem(itemId: string): Promise<ItemAcknowledgement>;
}

export interface OwnOpenAcknowledgement {
	readonly title: string;
	readonly language: string;
	readonly url: string;
	readonly dueAt: number | null;
}

export interface ItemAcknowledgement {
	/** Null where nobody is asked. */
	readonly choice: AcknowledgementChoice | null;
	/** Those that a request can be narrowed to. */
	readonly roles: readonly string[];
	/** Null as long as nothing is published. */
	readonly report: AcknowledgementReport | null;
}

export function acknowledgementsFor(
	{ access, acknowledgements, content }: Pick<App, 'access' | 'acknowledgements' | 'content'>,
	{ actor, reader }: Visitor,
): AcknowledgementsView {
	return {
		async open() {
			const open = await acknowledgements.open(reader);
			return open.flatMap(({ title, language, path, dueAt }) => {
				const [typeId = '', organisation = '', slug = ''] = path.split('/');
				const type = content.types.find(typeId);
				return type ? [{ title, language, dueAt, url: itemUrl(type, organisation, slug) }] : [];
			});
		},
		async ofItem(itemId) {
			const { organisationId } = await content.owner(actor, itemId);
			access.require(actor, 'content.publish', { organisationId });
			return {
				roles,
				choice: await acknowledgements.choice(itemId),
				report: await acknowledgements.report(actor, itemId),
			};
		},
	};
}
