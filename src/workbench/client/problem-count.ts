import { pageAtRest } from './page-at-rest.ts';

const stored = 'verbund.problems';
const keepFor = 60_000;

/** Puts the number of own problems behind the word in the status line, once the page is there. */
async function showCount(): Promise<void> {
	const link = document.querySelector('[data-status="problems"] a');
	if (!link) return;
	const count = known() ?? (await pageAtRest().then(ask));
	if (count !== null && count > 0) link.textContent += ` (${count})`;
}

function known(): number | null {
	const [count = '', time = ''] = (sessionStorage.getItem(stored) ?? '').split(' ');
	return count !== '' && Date.now() - Number(time) < keepFor ? Number(count) : null;
}

async function ask(): Promise<number | null> {
	try {
		const response = await fetch('/api/commands/problems.count', {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: '{}',
		});
		const { count }: { count?: number } = response.ok ? await response.json() : {};
		if (count === undefined) return null;
		sessionStorage.setItem(stored, `${count} ${Date.now()}`);
		return count;
	} catch {
		return null;
	}
}

void showCount();
