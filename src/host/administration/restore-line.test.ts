import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { restoreLine } from './restore-line.ts';

const name = 'verbund-2026-11-22T02-30-00-000Z';

test('a hub that keeps its data where it is installed needs only the backup', () => {
	const line = restoreLine(
		{ root: '/opt/verbund', dataFolder: '/opt/verbund/data', backupFolder: '/mnt/b' },
		name,
	);

	expect(line).toBe(`npm run -s verbund -- restore /mnt/b/${name}`);
});

test('data that lies elsewhere is named, and a shell reads every folder as it is called', () => {
	const dataFolder = "/srv/Daten & 'mehr' $HOME";
	const backupFolder = '/mnt/Sicherung vom Büro';

	const line = restoreLine({ root: '/opt/verbund', dataFolder, backupFolder }, name);

	const spoken = `npm() { printf '%s\\n' "$VERBUND_DATA" "$@"; }; ${line}`;
	const heard = execFileSync('sh', ['-c', spoken], { encoding: 'utf8' }).trimEnd().split('\n');
	expect(heard).toEqual([dataFolder, 'run', '-s', 'verbund', '--', 'restore', `${backupFolder}/${name}`]);
});
