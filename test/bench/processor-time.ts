import { readFileSync } from 'node:fs';

/**
 * Milliseconds that the first thread of a process has run, the one that answers. Linux knows them exactly; of this
 * process they are known elsewhere too, in steps of some milliseconds.
 */
export function processorTimeOf(pid: number): number {
	if (process.platform === 'linux') {
		const [nanoseconds] = readFileSync(`/proc/${pid}/task/${pid}/schedstat`, 'utf8').split(' ');
		return Number(nanoseconds) / 1_000_000;
	}
	if (pid !== process.pid) return Number.NaN;
	const { user, system } = process.threadCpuUsage();
	return (user + system) / 1000;
}
