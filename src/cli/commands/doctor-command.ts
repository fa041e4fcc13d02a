import type { HealthFinding } from '../../host/health/health-check.ts';
import { formattersFor } from '../../l10n/formatters.ts';
import type { CliCommand } from '../command-line.ts';
import { cliLanguage } from '../language.ts';
import { printTable } from '../table.ts';

export const doctorCommand: CliCommand = {
	name: 'doctor',
	usage: ['doctor'],
	explained: [],
	async run(line) {
		line.parse({});
		const { health, translator } = await line.openApp();
		const language = cliLanguage(process.env);
		// With the sentences of the plugins, which add lines of their own.
		const t = translator.for(language);
		const say = ({ id, outcome, values = {} }: HealthFinding, what = '') =>
			t(`health.${id}.${outcome}${what}`, formattersFor(language).values(values));
		const findings = await health.examine();
		printTable(
			[t('cli.column.check'), t('cli.column.state'), ''],
			findings.map((finding) => [
				t(`health.${finding.id}`),
				t(`health.state.${finding.state}`),
				say(finding),
			]),
		);
		for (const finding of findings.filter(isWrong))
			console.info(`\n${t(`health.${finding.id}`)}: ${say(finding, '.do')}`);
		return findings.some(({ state }) => state === 'problem') ? 1 : 0;
	},
};

function isWrong({ state }: HealthFinding): boolean {
	return state === 'problem' || state === 'warning';
}
