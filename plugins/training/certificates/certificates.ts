import { notFound, sql, type PluginContext } from 'verbund';
import type { TrainingTables } from '../tables.ts';
import { readNumber } from './certificate-number.ts';

/** Something that a person has completed, and the certificate that they got for it. */
export interface Completion {
	readonly id: string;
	readonly number: string | null;
	readonly courseId: string;
	readonly title: string;
	readonly language: string;
	readonly organisationId: string;
	readonly completedAt: number;
	readonly validUntil: number | null;
}

/** What anybody learns who has the number. */
export interface VerifiedCertificate {
	readonly number: string;
	readonly title: string;
	readonly language: string;
	readonly initials: string;
	readonly completedAt: number;
	readonly validUntil: number | null;
	readonly isValid: boolean;
}

export interface Certificates {
	/** The newest first. */
	own(personId: string): Promise<readonly Completion[]>;
	/** @throws VerbundError `request.notFound` for what is another's, and where there is no certificate */
	file(personId: string, completionId: string): Promise<Completion & { readonly number: string }>;
	/** Null for a number that nobody has. */
	verify(number: string): Promise<VerifiedCertificate | null>;
}

const mostListed = 500;

export function createCertificates({ storage }: Pick<PluginContext, 'storage'>): Certificates {
	const ofPerson = (personId: string) =>
		storage
			.query<TrainingTables>()
			.selectFrom('training_completions')
			.selectAll()
			.where('person_id', '=', personId);

	return {
		async own(personId) {
			const rows = await ofPerson(personId).orderBy('completed_at', 'desc').limit(mostListed).execute();
			return rows.map(toCompletion);
		},
		async file(personId, completionId) {
			const row = await ofPerson(personId).where('id', '=', completionId).executeTakeFirstOrThrow(notFound);
			const { number } = row;
			if (number === null) throw notFound();
			return { ...toCompletion(row), number };
		},
		async verify(number) {
			const { rows } = await sql<TrainingTables['training_completions'] & { name: string }>`
				select completion.*, people.name from training_completions completion
				join people on people.id = completion.person_id
				where completion.number = ${readNumber(number)}`.execute(storage.query());
			const [row] = rows;
			if (typeof row?.number !== 'string') return null;
			return {
				number: row.number,
				title: row.title,
				language: row.language,
				initials: initialsOf(row.name),
				completedAt: row.completed_at,
				validUntil: row.valid_until,
				isValid: row.valid_until === null || row.valid_until > Date.now(),
			};
		},
	};
}

/** `N. K.`: enough to compare with the paper, too little to find somebody by. */
export function initialsOf(name: string): string {
	return name
		.split(/[\s-]+/)
		.flatMap((part) => /\p{L}/u.exec(part)?.[0].toUpperCase() ?? [])
		.map((letter) => `${letter}.`)
		.join(' ');
}

function toCompletion(row: TrainingTables['training_completions']): Completion {
	return {
		id: row.id,
		number: row.number,
		courseId: row.course_id,
		title: row.title,
		language: row.language,
		organisationId: row.organisation_id,
		completedAt: row.completed_at,
		validUntil: row.valid_until,
	};
}
