import { contentLanguages, type Reader } from 'verbund';
import { courseType, lessonType } from './course-type.ts';

/** The hub itself, for what it does about courses without anybody asking. */
export const hub: Reader = {
	actor: { kind: 'system', purpose: 'training.note' },
	languages: contentLanguages,
	types: [courseType, lessonType],
};
