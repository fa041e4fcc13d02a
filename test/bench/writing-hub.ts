import { createApp } from '../../src/app.ts';
import { systemActor } from '../../src/access/actor.ts';
import { readConfig } from '../../src/config.ts';
import { visitorFor } from '../../src/host/visitor.ts';

// A process of its own, to be killed while it writes: `writing-hub.ts <root> <organisation id>`. Says the id of each
// item as soon as its command has answered.
const [root = '', organisationId = ''] = process.argv.slice(2);
const writers = 8;
const app = await createApp(readConfig(process.env, root, { demo: false }));
const actor = systemActor('bench');
const { reader } = await visitorFor({ ...app, types: app.content.types }, actor);
const invocation = { actor, reader };

await Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)));

async function write(writer: number): Promise<never> {
	for (let number = 0; ; number += 1) {
		const title = `Fundsachen verwahren ${writer}-${number}`;
		const created = await app.commands.execute(
			'content.create',
			{
				type: 'procedure',
				organisationId,
				language: 'de',
				title,
				body: `${title}\n\n## Schritte\n\nEins, zwei.`,
			},
			invocation,
		);
		process.stdout.write(`${idOf(created)}\n`);
	}
}

function idOf(answer: unknown): string {
	return answer !== null && typeof answer === 'object' && 'id' in answer ? String(answer.id) : '';
}
