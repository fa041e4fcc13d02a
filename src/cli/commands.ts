import type { CliCommand } from './command-line.ts';
import { backupCommand } from './commands/backup-command.ts';
import { doctorCommand } from './commands/doctor-command.ts';
import { exportCommand } from './commands/export-command.ts';
import { importCommand } from './commands/import-command.ts';
import { pluginCommand } from './commands/plugin-command.ts';
import { reindexCommand } from './commands/reindex-command.ts';
import { restoreCommand } from './commands/restore-command.ts';
import { roundtripCommand } from './commands/roundtrip-command.ts';
import { runCommand } from './commands/run-command.ts';
import { tokenCommand } from './commands/token-command.ts';
import { userCommand } from './commands/user-command.ts';

export const cliCommands: readonly CliCommand[] = [
	importCommand,
	exportCommand,
	backupCommand,
	restoreCommand,
	doctorCommand,
	reindexCommand,
	roundtripCommand,
	userCommand,
	tokenCommand,
	pluginCommand,
	runCommand,
];
