import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import type { App } from '../app.ts';
import type { Config } from '../config.ts';
import type { Translate } from '../l10n/translator.ts';
import { inWords } from './help.ts';

/** What `npm run -s verbund -- <name> ...` can be. `cli.<name>.help` says what it does, `cli.<name>.summary` in short. */
export interface CliCommand {
	readonly name: string;
	/** Its forms: name and arguments, as in a man page. Words in angle brackets are translated. */
	readonly usage: readonly string[];
	/** Words of `usage` about which `cli.<name>.about.<word>` says more. */
	readonly explained: readonly string[];
	/** @returns the exit code */
	run(line: CommandLine): Promise<number>;
}

/** One call of the command line. */
export interface CommandLine {
	readonly t: Translate;
	readonly config: Config;
	/** Opens the hub's parts on the data folder, beside a running hub if there is one. */
	openApp(): Promise<App>;
	/** @throws UsageError for options that are not among these */
	parse<Options extends ParseArgsOptionsConfig>(options: Options): ReturnType<typeof parseLine<Options>>;
}

/** The call was not understood; the message says what is missing or wrong. */
export class UsageError extends Error {}

export function createCommandLine({
	args,
	...parts
}: Omit<CommandLine, 'parse'> & { readonly args: readonly string[] }): CommandLine {
	return {
		...parts,
		parse(options) {
			try {
				return parseLine(args, options);
			} catch (error) {
				const reason = error instanceof Error ? error.message : String(error);
				throw new UsageError(parts.t('cli.badOption', { reason }), { cause: error });
			}
		},
	};
}

function parseLine<Options extends ParseArgsOptionsConfig>(args: readonly string[], options: Options) {
	return parseArgs({ args: [...args], options, allowPositionals: true });
}

/** @throws UsageError naming what is missing */
export function required(value: string | undefined, what: string, t: Translate): string {
	if (value === undefined || value === '') throw new UsageError(t('cli.missing', { what: inWords(what, t) }));
	return value;
}
