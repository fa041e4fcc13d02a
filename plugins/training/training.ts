import type { AssignmentViews } from './assignments/add-assignments.ts';
import type { CertificatePages } from './certificates/add-certificates.ts';
import type { CoursePages } from './course/add-courses.ts';
import type { DatePages } from './dates/add-dates.ts';
import type { ImportViews } from './import/add-imports.ts';
import type { MediaViews } from './media/add-media.ts';
import type { ObligationPages } from './obligations/add-obligations.ts';
import type { StatementViews } from './xapi/add-statements.ts';
import type { PackageViews } from './scorm/add-packages.ts';
import type { Quizzes } from './quiz/quizzes.ts';
import type { LearningPages } from './taking/add-taking.ts';

/** What pages get from `use('training')`: one part for each subject. */
export interface Training extends CoursePages, LearningPages, DatePages, CertificatePages, ObligationPages {
	readonly submissions: AssignmentViews;
	readonly packages: PackageViews;
	readonly media: MediaViews;
	readonly imports: ImportViews;
	readonly statements: StatementViews;
	readonly quizzes: Quizzes;
}
