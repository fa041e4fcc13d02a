import { answerRequests } from '../../isolation/answer-requests.ts';
import { convertDocument } from './convert-document.ts';
import type { Conversion, ConversionPlan, SourceDocument } from './conversion-plan.ts';
import { createSourceMap, type SourceMap } from './surroundings.ts';

export type ConvertRequest =
	| { readonly kind: 'plan'; readonly plan: ConversionPlan }
	| { readonly kind: 'document'; readonly document: SourceDocument };

let current: { readonly plan: ConversionPlan; readonly map: SourceMap } | null = null;

answerRequests((request: ConvertRequest) => {
	if (request.kind === 'document') return convert(request.document);
	current = { plan: request.plan, map: createSourceMap(request.plan) };
	return null;
});

async function convert(document: SourceDocument): Promise<Conversion> {
	if (!current) throw new Error('There is no plan yet.');
	return convertDocument(current.plan, current.map, document);
}
