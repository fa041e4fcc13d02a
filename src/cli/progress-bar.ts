export type ShowProgress = (done: number, total: number) => void;

const width = 30;

/** A bar that moves on a terminal; elsewhere a line for every tenth, so that logs stay short. On stderr. */
export function createProgressBar(label: string): ShowProgress {
	const { isTTY } = process.stderr;
	let lastTenth = -1;
	return (done, total) => {
		if (total === 0) return;
		const share = done / total;
		if (isTTY) {
			const filled = Math.round(share * width);
			const bar = '█'.repeat(filled) + '░'.repeat(width - filled);
			process.stderr.write(`\r${label} ${bar} ${done}/${total}${done === total ? '\n' : ''}`);
			return;
		}
		const tenth = Math.floor(share * 10);
		if (tenth === lastTenth) return;
		lastTenth = tenth;
		process.stderr.write(`${label}: ${done}/${total}\n`);
	};
}
