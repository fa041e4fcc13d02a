import { sql } from 'kysely';
import { systemActor } from '../../src/access/actor.ts';
import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { visitorFor } from '../../src/host/visitor.ts';
import { root } from './hub-process.ts';

export interface QuizPopulation {
	/** `Cookie` headers, one for each person. */
	readonly cookies: readonly string[];
	readonly itemId: string;
}

export interface QuizResults {
	readonly attempts: number;
	/** With a result. */
	readonly marked: number;
	/** Of these not with all points. */
	readonly wrong: number;
	/** That are kept. */
	readonly answers: number;
}

/** A new hub with people who are signed in, and a quiz of twenty questions that they may read. */
export async function fillQuiz(dataFolder: string, people: number): Promise<QuizPopulation> {
	const app = await createApp(readConfig({ VERBUND_DATA: dataFolder }, root, { demo: false }));
	try {
		const { id: organisationId } = await app.accounts.organisations.create({ name: 'Messstelle' });
		const cookies: string[] = [];
		for (let index = 0; index < people; index += 1) {
			const personId = await app.accounts.people.create({
				email: `person-${index}@hub.example`,
				name: `Person ${index}`,
				passwordHash: null,
			});
			await app.accounts.people.addMembership(personId, organisationId, ['reader']);
			cookies.push(`verbund=${await app.accounts.sessions.start(personId, 'bench', null)}`);
		}
		const actor = systemActor('bench');
		const { reader } = await visitorFor({ ...app, types: app.content.types }, actor);
		const questions = Array.from(
			{ length: 20 },
			(_, index) => `## Stimmt Aussage ${index}?\nAntwort: falsch`,
		).join('\n\n');
		const text = { title: 'Messung', summary: '', body: '', fields: { questions } };
		const { id, revision } = await app.content.create(
			actor,
			{ type: 'quiz', organisationId, collectionId: null, language: 'de' },
			text,
		);
		const publication = await app.content.prepare('quiz', text);
		await app.content.publish(
			actor,
			{ itemId: id, language: 'de', revision, major: true, audience: [`organisation:${organisationId}`] },
			publication,
		);
		await app.content.read(reader, { id });
		return { cookies, itemId: id };
	} finally {
		await app.close();
	}
}

export async function readResults(dataFolder: string): Promise<QuizResults> {
	const app = await createApp(readConfig({ VERBUND_DATA: dataFolder }, root, { demo: false }));
	try {
		const { rows } = await sql<QuizResults>`select count(*) as attempts,
			coalesce(sum(case when state = 'marked' then 1 else 0 end), 0) as marked,
			coalesce(sum(case when points = most_points then 0 else 1 end), 0) as wrong,
			(select count(*) from training_answers where answer = 'false' and points = 1) as answers
			from training_attempts`.execute(app.database.query);
		const [results] = rows;
		if (!results) throw new Error('Nothing was stored.');
		return results;
	} finally {
		await app.close();
	}
}
