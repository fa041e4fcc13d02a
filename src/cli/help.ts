import type { Translate } from '../l10n/translator.ts';
import type { CliCommand } from './command-line.ts';

const call = 'npm run -s verbund --';

/** All commands with what each is for. */
export function helpOfAll(commands: readonly CliCommand[], t: Translate): string {
	const rows = commands.map(({ name }) => [name, t(`cli.${name}.summary`)] as const);
	return [t('cli.help'), '', `${t('cli.commands')}:`, ...columns(rows), '', t('cli.helpEach')].join('\n');
}

/** What a command does, how it is called, and what its arguments mean. */
export function helpOf(command: CliCommand, t: Translate): string {
	const { name, explained } = command;
	const rows = explained.map((word) => [written(command, word, t), t(`cli.${name}.about.${word}`)] as const);
	return [
		t(`cli.${name}.help`),
		'',
		usageOf(command, t),
		...(rows.length > 0 ? ['', ...columns(rows)] : []),
	].join('\n');
}

export function usageOf({ usage }: CliCommand, t: Translate): string {
	return [`${t('cli.usage')}:`, ...usage.map((form) => `  ${call} ${inWords(form, t)}`)].join('\n');
}

/** `<folder>` in the language of the terminal. */
export function inWords(text: string, t: Translate): string {
	return text.replace(/<([a-z]+)/g, (_all, word: string) => `<${t(`cli.word.${word}`)}`);
}

/** As it stands in the usage: `<folder>`, `--organisation <slug>`, `create`. */
function written({ usage }: CliCommand, word: string, t: Translate): string {
	const option = new RegExp(`--${word}(?: (?:<[^>]+>|[a-z|]+|'[^']+'))?`).exec(usage.join(' '))?.[0];
	const argument = usage.some((form) => form.includes(`<${word}>`)) ? `<${word}>` : word;
	return inWords(option ?? argument, t);
}

function columns(rows: readonly (readonly [string, string])[]): readonly string[] {
	const width = Math.max(...rows.map(([left]) => left.length));
	return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
