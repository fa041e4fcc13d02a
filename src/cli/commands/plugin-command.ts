import type { CliCommand } from '../command-line.ts';
import { UsageError } from '../command-line.ts';
import { printTable } from '../table.ts';

export const pluginCommand: CliCommand = {
	name: 'plugin',
	usage: ['plugin list'],
	explained: [],
	async run(line) {
		const { t } = line;
		const { positionals } = line.parse({});
		if ((positionals[0] ?? 'list') !== 'list')
			throw new UsageError(t('cli.badOption', { reason: positionals[0] ?? '' }));
		const { host, translator } = await line.openApp();
		for (const { id } of host.plugins) await host.activate(id).catch(() => undefined);
		const rows = host.plugins.map(({ id, manifest }) => {
			const status = host.status(id);
			const name = t(manifest.displayName);
			return [
				id,
				manifest.version,
				translator.resolve('de', name),
				status.state === 'failed' ? status.error : t('cli.plugin.ok'),
			];
		});
		const broken = host.broken.map(({ id, faults }) => [id, '', '', faults.join('; ')]);
		printTable(
			[t('cli.column.plugin'), t('cli.column.version'), t('cli.column.name'), t('cli.column.state')],
			[...rows, ...broken],
		);
		return broken.length > 0 || host.plugins.some(({ id }) => host.status(id).state === 'failed') ? 1 : 0;
	},
};
