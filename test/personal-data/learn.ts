import { Readable } from 'node:stream';
import { seedCourse, setRules } from '../harness/courses.ts';
import type { TestHub } from '../harness/test-hub.ts';

type Run = (command: string, input: unknown) => Promise<Readonly<Record<string, unknown>>>;

interface Learner {
	readonly id: string;
	readonly run: Run;
	readonly text: (what: string) => string;
}

/** Everything that a person can leave behind by learning, and by looking after others who learn. */
export async function learn(hub: TestHub, { id: personId, run, text }: Learner): Promise<void> {
	const { as } = hub;
	const fields = { certificate: true };
	const { id: courseId, lessons } = await seedCourse(hub, {
		lessons: ['Eins'],
		assignments: ['Schreiben'],
		audience: ['network'],
		fields,
	});
	const assignment = { courseId, lessonId: lessons[1] };
	const date = await as.trainer.execute('training.addDate', {
		courseId,
		startsAt: '2099-12-02T09:00',
		endsAt: '2099-12-02T12:00',
	});

	await run('training.enrol', { courseId, reason: text('Wunsch') });
	await run('training.completeLesson', { courseId, lessonId: lessons[0] });
	await run('training.takeSeat', { dateId: date['id'] });
	await run('training.submitAssignment', { ...assignment, text: text('Aufgabe') });
	await as.trainer.execute('training.answerAssignment', await waiting(hub, courseId, 'accepted'));
	await run('training.submitAssignment', { ...assignment, text: text('Nachtrag') });

	await run('training.submitFile', { ...assignment, uploadId: await uploadOf(hub, personId, text) });

	await as.author.execute('training.enrol', { courseId });
	await as.author.execute('training.submitAssignment', { ...assignment, text: 'Von jemand anderem' });
	const answers = await waiting(hub, courseId, 'again', 'Von jemand anderem');
	await run('training.answerAssignment', { ...answers, feedback: text('Rückmeldung') });
	await setRules(hub, courseId, { enrolment: 'approval' });
	await as.reader.execute('training.enrol', { courseId });
	const { participants } = await hub.app.host.use('training');
	const requests = await participants.list(courseId, 1);
	const request = requests.participants.find(({ state }) => state === 'requested');
	await run('training.decideRequest', { enrolmentId: request?.enrolmentId, approve: true });
	await mark(hub, run, text('Bewertung'));
}

async function uploadOf(hub: TestHub, personId: string, text: Learner['text']): Promise<string> {
	const { uploads } = hub.app.content.attachments;
	const bytes = Readable.from([Buffer.from(text('Blattinhalt'))]);
	return (await uploads.receive(personId, `${text('Blatt')}.txt`, bytes)).id;
}

/** The person marks what somebody else has written in a quiz. */
async function mark(hub: TestHub, run: Run, comment: string): Promise<void> {
	const questions = '## B\nAntwort: frei';
	const { id: itemId } = await hub.seed.item({ type: 'quiz', title: 'Freitext', fields: { questions } });
	const { id: attemptId } = await hub.as.author.execute('training.startQuiz', { itemId, language: 'de' });
	await hub.as.author.execute('training.handInQuiz', { attemptId, answers: { 0: 'Von jemand anderem' } });
	const { quizzes } = await hub.app.host.use('training');
	const answers = await quizzes.waitingAnswers((await hub.as.trainer.visit()).actor, 50);
	const key = answers.find((answer) => answer.attemptId === attemptId)?.key;
	await run('training.markAnswer', { attemptId, key, points: 1, comment });
}

async function waiting(hub: TestHub, courseId: string, verdict: 'accepted' | 'again', written?: string) {
	const { submissions } = await hub.app.host.use('training');
	const found = (await submissions.waiting(courseId)).find(
		({ text }) => written === undefined || text === written,
	);
	return { courseId, submissionId: found?.id, verdict };
}
