import { required, UsageError, type CliCommand } from '../command-line.ts';
import { execute } from '../execute.ts';

export const runCommand: CliCommand = {
	name: 'run',
	usage: ["run <command> [--json '{...}'] [--as <email>]"],
	explained: ['command', 'json', 'as'],
	async run(line) {
		const { t } = line;
		const { positionals, values } = line.parse({
			json: { type: 'string', default: '{}' },
			as: { type: 'string' },
		});
		const command = required(positionals[0], '<command>', t);
		const input = parseJson(values.json);
		if (input === undefined) throw new UsageError(t('cli.run.badJson'));
		const answer = await execute(await line.openApp(), command, input, { as: values.as, t });
		console.info(JSON.stringify(answer ?? {}, null, '\t'));
		return 0;
	},
};

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
