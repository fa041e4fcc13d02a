import { run as announcing } from './announcing.ts';
import { run as bringingIn } from './bring-in.ts';
import { run as chat } from './chat.ts';
import { run as coursePackages } from './course-packages.ts';
import { run as documents } from './documents.ts';
import { run as durability } from './durability.ts';
import { run as editor } from './editor.ts';
import { run as importing } from './import.ts';
import { run as pages } from './pages.ts';
import { run as messages } from './messages.ts';
import { run as office } from './office.ts';
import { run as palette } from './palette.ts';
import { run as quizzes } from './quizzes.ts';
import { run as search } from './search.ts';
import { run as sources } from './sources.ts';
import { run as training } from './training.ts';

type Bench = (args: readonly string[]) => Promise<void>;

const benches: Readonly<Record<string, Bench>> = {
	pages,
	import: importing,
	'bring-in': bringingIn,
	'course-packages': coursePackages,
	documents,
	sources,
	office,
	chat,
	durability,
	quizzes,
	messages,
	announcing,
	search,
	palette,
	training,
	editor,
};

/** `npm run bench`, or `npm run bench -- <name> [arguments of that one]` */
export async function main([name, ...args]: readonly string[]): Promise<void> {
	if (name === undefined) {
		for (const run of Object.values(benches)) await run([]);
		return;
	}
	const run = benches[name];
	if (!run) throw new Error(`There is no bench “${name}”. There are: ${Object.keys(benches).join(', ')}.`);
	await run(args);
}
