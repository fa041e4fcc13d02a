import { expect, test } from 'vitest';
import { toForms, toSteps } from './procedure-fields.ts';

const t = (key: string, values: object = {}) => `${key} ${JSON.stringify(values)}`;

test('a step says who, how long and by when, and its text is the stored HTML', () => {
	const fields = { steps: [{ title: 'Anrufen', role: 'Pforte', minutes: 5, deadlineDays: 2 }] };

	const steps = toSteps({ fields, fieldHtml: { 'steps.0.text': '<p>Gleich</p>' } }, t);

	expect(steps).toEqual([
		{
			id: 'steps-anrufen',
			title: 'Anrufen',
			html: '<p>Gleich</p>',
			role: 'Pforte',
			minutes: 5,
			deadline: 'procedures.deadline {"days":2}',
		},
	]);
});

test('without fields there is nothing to show', () => {
	expect(toSteps({ fields: {}, fieldHtml: {} }, t)).toEqual([]);
	expect(toForms({ fields: {} })).toEqual([]);
});
