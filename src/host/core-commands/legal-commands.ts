import { z } from 'zod';
import type { Limits } from '../../accounts/limits.ts';
import type { RenderedMarkdown } from '../../content/markdown/rendered-markdown.ts';
import type { BarrierReports } from '../../legal/barrier-reports.ts';
import { legalLanguages, legalPages } from '../../legal/legal-pages.ts';
import { ofNetwork, type LegalText, type LegalTexts } from '../../legal/legal-texts.ts';
import { renderLegalText } from '../../legal/render-legal-text.ts';
import type { AuditNote, CommandContext } from '../command.ts';
import { id, type AddCommand } from './core-command.ts';

const place = { page: z.enum(legalPages), language: z.enum(legalLanguages).default('de') };
const removal = { ...place, expectedUpdatedAt: z.int().min(0).optional() };
const text = {
	...place,
	body: z.string().trim().min(1).max(200_000),
	expectedUpdatedAt: z.int().min(0),
};
const barrierBudget = { minutes: 60, person: 20, network: 10, visitors: 200 };

export interface LegalCommandParts {
	readonly texts: LegalTexts;
	readonly barriers: BarrierReports;
	readonly limits: Limits;
	readonly render: (source: string) => Promise<RenderedMarkdown>;
}

/** Imprint, data protection, accessibility: written by administrators, and what people write back about barriers. */
export function addLegalCommands(
	add: AddCommand,
	{ texts, barriers, limits, render }: LegalCommandParts,
): void {
	const ofOrganisation = (_context: CommandContext, input: { organisationId: string }) =>
		Promise.resolve(input);
	const prepare = async (_context: CommandContext, { body }: { body: string }) =>
		renderLegalText(await render(body));
	const change = async (
		organisationId: string,
		{
			expectedUpdatedAt,
			...written
		}: Pick<LegalText, 'page' | 'language' | 'body'> & { expectedUpdatedAt: number },
		html: string,
	) => {
		await texts.change({ organisationId, ...written, html }, expectedUpdatedAt);
		return {};
	};
	const note = ({ page, language, organisationId = null }: NotedText): AuditNote => ({
		objects: { page, language },
		organisationId,
	});

	add(
		'legal.changeNetworkText',
		{ permission: 'network.manage' },
		{
			input: z.strictObject(text),
			prepare,
			run: (_context, input, html) => change(ofNetwork, input, html),
			audit: note,
		},
	);
	add(
		'legal.changeOrganisationText',
		{ permission: 'settings.manage' },
		{
			input: z.strictObject({ organisationId: id, ...text }),
			target: ofOrganisation,
			prepare,
			run: (_context, { organisationId, ...input }, html) => change(organisationId, input, html),
			audit: note,
		},
	);
	add(
		'legal.removeNetworkText',
		{ permission: 'network.manage' },
		{
			input: z.strictObject(removal),
			async run(_context, { expectedUpdatedAt, ...input }) {
				await texts.remove({ organisationId: ofNetwork, ...input }, expectedUpdatedAt);
				return {};
			},
			audit: note,
		},
	);
	add(
		'legal.removeOrganisationText',
		{ permission: 'settings.manage' },
		{
			input: z.strictObject({ organisationId: id, ...removal }),
			target: ofOrganisation,
			async run(_context, { expectedUpdatedAt, ...input }) {
				await texts.remove(input, expectedUpdatedAt);
				return {};
			},
			audit: note,
		},
	);
	add(
		'legal.reportBarrier',
		{ permission: 'public' },
		{
			input: z.strictObject({
				text: z.string().trim().min(1).max(5000),
				address: z.string().trim().max(500).default(''),
				contact: z.string().trim().max(320).default(''),
			}),
			prepare: (context) => limits.take('legal.reportBarrier', context, barrierBudget),
			async run(_context, input) {
				await barriers.add(input);
				return {};
			},
			// Whoever needs help with a barrier is not to be watched for it.
			audit: false,
		},
	);
	add(
		'legal.closeBarrierReport',
		{ permission: 'network.manage' },
		{
			input: z.strictObject({ id }),
			async run(_context, input) {
				await barriers.close(input.id);
				return {};
			},
			audit: (input) => ({ objects: { barrierReport: input.id }, organisationId: null }),
		},
	);
}

interface NotedText {
	readonly page: string;
	readonly language: string;
	readonly organisationId?: string | null;
}
