/** Answers of a form by the place of their question, as the command takes them. */
export type SentAnswers = Record<string, string | string[] | Record<string, string>>;

export function readAnswers(form: HTMLFormElement): SentAnswers {
	const answers: SentAnswers = {};
	for (const [name, value] of new FormData(form)) {
		const [, place, part] = /^answers\.(\d+)(?:\.(\d+))?$/.exec(name) ?? [];
		if (place === undefined || typeof value !== 'string') continue;
		const present = answers[place];
		if (part !== undefined) {
			const parts = typeof present === 'object' && !Array.isArray(present) ? present : {};
			answers[place] = { ...parts, [part]: value };
		} else if (present === undefined) answers[place] = value;
		else
			answers[place] = [
				...(Array.isArray(present) ? present : []),
				...(typeof present === 'string' ? [present] : []),
				value,
			];
	}
	return answers;
}

/** Puts answers back into the controls that they came from. */
export function fillAnswers(form: HTMLFormElement, answers: SentAnswers): void {
	for (const [place, answer] of Object.entries(answers)) {
		const whole = `answers.${place}`;
		const values = typeof answer === 'string' ? [answer] : Array.isArray(answer) ? answer : null;
		for (const control of form.querySelectorAll('input, select, textarea')) {
			if (!isControl(control) || control.disabled) continue;
			if (values && control.name === whole) fillControl(control, values);
			const part = control.name.startsWith(`${whole}.`) ? control.name.slice(whole.length + 1) : null;
			if (part !== null && values === null && typeof answer === 'object' && !Array.isArray(answer)) {
				control.value = answer[part] ?? '';
			}
		}
	}
}

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

function isControl(element: Element): element is Control {
	return (
		element instanceof HTMLInputElement ||
		element instanceof HTMLSelectElement ||
		element instanceof HTMLTextAreaElement
	);
}

function fillControl(control: Control, values: readonly string[]): void {
	const isBox = control instanceof HTMLInputElement && ['radio', 'checkbox'].includes(control.type);
	if (isBox) control.checked = values.includes(control.value);
	else if (control.type !== 'hidden') control.value = values.at(-1) ?? '';
}
