import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join, sep } from 'node:path';
import { BootstrapError } from './bootstrap-error.mjs';
import { packagesFolder, root } from './paths.mjs';
import { withProgress } from './progress.mjs';

/** @typedef {{ readonly development: boolean }} Needs Whether the packages for tests and checks are wanted too. */

const stampFile = join(packagesFolder, '.verbund-installed.json');

/**
 * @param {Needs} needs
 * @returns {boolean} whether the packages are those of the lock file
 */
export function isInstalled({ development }) {
	const stamp = readStamp();
	return stamp !== null && stamp.lock === lockDigest() && (stamp.development || !development);
}

/** @param {Needs} needs */
export async function install(needs) {
	// Whoever has the packages for development keeps them.
	const development = needs.development || readStamp()?.development === true;
	await withProgress('1/3 Pakete installieren (braucht das Netz, etwa eine halbe Minute)', () =>
		runNpm(development),
	);
	writeFileSync(stampFile, JSON.stringify({ lock: lockDigest(), development }));
}

/** @returns {{ lock: string, development: boolean } | null} */
function readStamp() {
	try {
		return JSON.parse(readFileSync(stampFile, 'utf8'));
	} catch {
		return null;
	}
}

function lockDigest() {
	const hash = createHash('sha256');
	for (const file of ['package.json', 'package-lock.json', join('src', 'package.json')]) {
		hash.update(readFileSync(join(root, file)));
	}
	return hash.digest('hex');
}

/**
 * `npm install`, not `npm ci`: it needs nothing beyond the lock, and repairs a folder instead of emptying it.
 *
 * @param {boolean} development
 * @returns {Promise<void>}
 */
function runNpm(development) {
	const child = spawn(
		'npm',
		[
			'install',
			'--no-save',
			'--no-fund',
			'--no-audit',
			'--no-progress',
			development ? '--include=dev' : '--omit=dev',
		],
		{
			cwd: root,
			env: { ...process.env, PATH: pathWithoutOwnPackages() },
			shell: process.platform === 'win32',
		},
	);
	let output = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding('utf8').on('data', (text) => (output += text));
	}
	return new Promise((resolve, reject) => {
		child.on('error', () =>
			reject(new BootstrapError('npm ließ sich nicht starten. Bitte Node mit npm installieren.')),
		);
		child.on('exit', (code) => (code === 0 ? resolve() : reject(explain(output))));
	});
}

/** npm itself runs on the machine's Node: the one in the packages may be replaced meanwhile. */
function pathWithoutOwnPackages() {
	return (process.env.PATH ?? '')
		.split(delimiter)
		.filter((folder) => !folder.endsWith(`node_modules${sep}.bin`))
		.join(delimiter);
}

/** @param {string} output */
function explain(output) {
	const failure = (/** @type {string} */ sentence) =>
		new BootstrapError(
			`Verbund startet nicht: ${sentence} Es wurde nichts verändert, was Sie angelegt haben.`,
		);
	if (
		/\b(?:ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|ENETUNREACH|ERR_SOCKET_TIMEOUT)\b/.test(
			output,
		)
	) {
		return failure(
			'Die Pakete ließen sich nicht laden, weil die Paketquelle nicht erreichbar ist. Bitte die Netzverbindung (oder den Proxy) prüfen und noch einmal starten.',
		);
	}
	if (/\bENOSPC\b/.test(output)) {
		return failure(
			'Auf dem Datenträger ist kein Platz mehr (gebraucht wird etwa 1 GB). Bitte Platz schaffen und noch einmal starten.',
		);
	}
	if (/\b(?:EACCES|EPERM|EROFS)\b/.test(output)) {
		return failure(`Der Ordner ${root} lässt sich nicht beschreiben. Bitte die Rechte prüfen.`);
	}
	return failure(
		`Das Installieren der Pakete ist gescheitert. npm sagt dazu:\n${output.trim().split('\n').slice(-15).join('\n')}\n`,
	);
}
