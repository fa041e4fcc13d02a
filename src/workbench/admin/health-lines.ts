import type { HealthFinding, HealthState } from '../../host/health/health-check.ts';
import type { WorkbenchLocals } from '../locals.ts';

/** A line of the page that says how the hub is, in the reader's words. */
export interface HealthLine {
	readonly id: string;
	readonly state: HealthState;
	readonly title: string;
	/** What was found, and what it means. */
	readonly text: string;
	/** What to do; null where nothing has to be done. */
	readonly advice: string | null;
	readonly links: readonly { readonly url: string; readonly text: string }[];
}

const order: readonly HealthState[] = ['problem', 'warning', 'notice', 'ok'];

/** What needs a look first; otherwise in the order of the checks. */
export function healthLines(
	findings: readonly HealthFinding[],
	{ t, format }: Pick<WorkbenchLocals, 't' | 'format'>,
): readonly HealthLine[] {
	return findings
		.map(({ id, state, outcome, values = {}, links = [] }): HealthLine => {
			const key = outcome === 'unknown' ? 'health.unknown' : `health.${id}.${outcome}`;
			const shown = format.values(values);
			return {
				id,
				state,
				title: t(`health.${id}`),
				text: t(key, shown),
				advice: state === 'ok' ? null : t(`${key}.do`, shown),
				links: links.map(({ url, text, count }) => ({
					url,
					text:
						text === undefined
							? t(`health.${id}.link`)
							: count === undefined
								? text
								: t('health.counted', { text, count }),
				})),
			};
		})
		.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
}

/** The worst of all. */
export function overallState(lines: readonly Pick<HealthLine, 'state'>[]): HealthState {
	return order.find((state) => lines.some((line) => line.state === state)) ?? 'ok';
}
