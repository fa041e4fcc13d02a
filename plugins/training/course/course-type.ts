/** Ids of the content types, as the manifest declares them. */
export const courseType = 'course';
export const lessonType = 'lesson';

/** Types whose items belong to the course that they were made for: they are renamed and published with it. */
export const ownTypes: readonly string[] = [lessonType, 'quiz', 'scorm', 'media'];
