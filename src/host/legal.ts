import { actingOrganisation } from '../access/actor.ts';
import type { App } from '../app.ts';
import { notFound } from '../errors.ts';
import type { BarrierReport } from '../legal/barrier-reports.ts';
import {
	gapsOf,
	isLegalPage,
	legalLanguages,
	legalPages,
	type LegalLanguage,
	type LegalPage,
} from '../legal/legal-pages.ts';
import { readLegalTemplate } from '../legal/legal-templates.ts';
import { ofNetwork, type LegalText } from '../legal/legal-texts.ts';
import { renderLegalText } from '../legal/render-legal-text.ts';
import type { Visitor } from './visitor.ts';

const mostBarrierReports = 200;

/** Legal pages, as whoever asks may see and change them. */
export interface Legal {
	/**
	 * A page in the language that fits best.
	 * @param slug organisation whose own text is wished for; null for the acting one's, else the network's
	 * @throws VerbundError `request.notFound`
	 */
	open(name: string, slug: string | null): Promise<LegalView>;
	/** Every page with how far it is, for those who administer the organisation, or the network where it is null. */
	overview(organisationId: string | null): Promise<readonly LegalPageState[]>;
	/** A text as it is edited; begun from the template where there is none. @throws VerbundError `request.notFound` */
	edit(name: string, language: string, organisationId: string | null): Promise<LegalDraft>;
	/** HTML of a text that is not saved. */
	preview(body: string): Promise<string>;
	/** What people wrote about barriers, for administrators of the network. */
	barrierReports(): Promise<readonly BarrierReport[]>;
}

export interface LegalView {
	readonly page: LegalPage;
	/** Null where nothing has been written yet. */
	readonly text: Pick<LegalText, 'html' | 'language' | 'updatedAt'> | null;
	/** Whose text it is; empty for the network. */
	readonly owner: string;
	/** Organisations that have a text of their own. */
	readonly owners: readonly { readonly slug: string; readonly name: string }[];
}

export interface LegalPageState {
	readonly page: LegalPage;
	readonly languages: readonly {
		readonly language: LegalLanguage;
		readonly updatedAt: number;
		readonly gaps: number;
	}[];
}

export interface LegalDraft {
	readonly page: LegalPage;
	readonly language: LegalLanguage;
	readonly body: string;
	/** 0 for a text that is begun. */
	readonly updatedAt: number;
	readonly gaps: readonly string[];
}

export function legalFor(
	{ access, accounts, content, contentFolder, legal }: App,
	{ actor, language }: Visitor,
): Legal {
	const requireAdministration = (organisationId: string | null) => {
		if (organisationId === null) access.require(actor, 'network.manage');
		else access.require(actor, 'settings.manage', { organisationId });
	};

	return {
		async open(name, slug) {
			if (!isLegalPage(name)) throw notFound();
			const texts = await legal.texts.ofPage(name);
			const writers = new Set(texts.map(({ organisationId }) => organisationId));
			writers.delete(ofNetwork);
			const organisations = writers.size === 0 ? [] : await accounts.organisations.list();
			const owners = organisations.filter(({ id }) => writers.has(id));
			const owner =
				slug === null
					? owners.find(({ id }) => id === actingOrganisation(actor))
					: owners.find((one) => one.slug === slug);
			return {
				page: name,
				text: bestOf(
					texts.filter(({ organisationId }) => organisationId === (owner?.id ?? ofNetwork)),
					language,
				),
				owner: owner?.slug ?? '',
				owners,
			};
		},
		async overview(organisationId) {
			requireAdministration(organisationId);
			const texts = await legal.texts.of(organisationId ?? ofNetwork);
			return legalPages.map((page) => ({
				page,
				languages: texts
					.filter((text) => text.page === page)
					.map(({ language: written, updatedAt, body }) => ({
						language: written,
						updatedAt,
						gaps: gapsOf(body).length,
					})),
			}));
		},
		async edit(name, wished, organisationId) {
			requireAdministration(organisationId);
			const chosen = legalLanguages.find((one) => one === wished);
			if (!isLegalPage(name) || !chosen) throw notFound();
			const texts = await legal.texts.of(organisationId ?? ofNetwork);
			const present = texts.find((text) => text.page === name && text.language === chosen);
			const body = present?.body ?? readLegalTemplate(contentFolder, name, chosen);
			return { page: name, language: chosen, body, updatedAt: present?.updatedAt ?? 0, gaps: gapsOf(body) };
		},
		preview: async (body) => renderLegalText(await content.preview(body, actor)),
		async barrierReports() {
			access.require(actor, 'network.manage');
			return legal.barriers.list(mostBarrierReports);
		},
	};
}

function bestOf(texts: readonly LegalText[], language: string): LegalText | null {
	const wished = [language, ...legalLanguages];
	return (
		wished.map((one) => texts.find((text) => text.language === one)).find((text) => text !== undefined) ??
		null
	);
}
