import { fileURLToPath } from 'node:url';
import { createApp, type App } from '../app.ts';
import { readConfig } from '../config.ts';
import { createCommandLine, UsageError } from './command-line.ts';
import { cliCommands } from './commands.ts';
import { explainCliFailure } from './failure.ts';
import { helpOf, helpOfAll, usageOf } from './help.ts';
import { cliTranslator } from './language.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** @returns the exit code: 0 done, 1 something went wrong, 2 the call was not understood */
export async function main([name, ...args]: readonly string[]): Promise<number> {
	const t = cliTranslator(process.env);
	if (name === undefined || name === '--help' || name === 'help') {
		console.info(helpOfAll(cliCommands, t));
		return name === undefined ? 2 : 0;
	}
	const command = cliCommands.find((candidate) => candidate.name === name);
	if (!command) {
		console.error(t('cli.unknownCommand', { command: name }));
		console.error(`${t('cli.commands')}: ${cliCommands.map((candidate) => candidate.name).join(', ')}`);
		return 2;
	}
	if (args.includes('--help')) {
		console.info(helpOf(command, t));
		return 0;
	}
	let app: App | undefined;
	try {
		const config = readConfig(process.env, root, { demo: false });
		return await command.run(
			createCommandLine({
				args,
				t,
				config,
				openApp: async () => (app ??= await createApp(config)),
			}),
		);
	} catch (error) {
		console.error(explainCliFailure(error, t));
		if (!(error instanceof UsageError)) return 1;
		console.error(usageOf(command, t));
		return 2;
	} finally {
		await app?.close();
	}
}
