import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { ScormVersion } from './manifest.ts';
import { startRunTime } from './run-time.ts';

const { resolve } = createRequire(import.meta.url);
const libraries: Readonly<Record<ScormVersion, string>> = {
	'1.2': 'scorm-again/scorm12/min',
	'2004': 'scorm-again/scorm2004/min',
};

export type RunTimeScripts = (version: ScormVersion) => Promise<string>;

/** The data model of SCORM and what connects it with the hub, as one script for the pages of a package. */
export function createRunTimeScripts(): RunTimeScripts {
	const scripts = new Map<ScormVersion, Promise<string>>();
	const read = async (version: ScormVersion) =>
		`${await readFile(resolve(libraries[version]), 'utf8')}\n(${startRunTime.toString()})();\n`;
	return (version) => {
		const script = scripts.get(version) ?? read(version);
		scripts.set(version, script);
		return script;
	};
}
