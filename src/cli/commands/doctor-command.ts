import SqliteConnection from 'better-sqlite3';
import { databasePath } from '../../app.ts';
import type { CliCommand } from '../command-line.ts';
import { examine } from '../examine.ts';
import { printTable } from '../table.ts';

export const doctorCommand: CliCommand = {
	name: 'doctor',
	usage: 'doctor',
	async run(line) {
		const { t, config } = line;
		line.parse({});
		const app = await line.openApp();
		const connection = new SqliteConnection(databasePath(config.dataFolder), { readonly: true });
		const findings = await examine(app, connection).finally(() => connection.close());
		printTable(
			[t('cli.column.check'), t('cli.column.state'), ''],
			findings.map(({ name, ok, detail }) => [
				t(`cli.doctor.${name}`),
				t(ok ? 'cli.doctor.ok' : 'cli.doctor.problem'),
				typeof detail === 'string' ? detail : t(`cli.doctor.${detail.key}`, detail.values),
			]),
		);
		return findings.every(({ ok }) => ok) ? 0 : 1;
	},
};
