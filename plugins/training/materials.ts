/** Lists of what courses are made of, for those who write. */
export const materials = [
	{ permission: 'content.write', icon: 'circle-help', url: '/quizzes', title: 'training.quiz.types' },
	{ permission: 'content.write', icon: 'package', url: '/packages', title: 'training.scorm.types' },
	{ permission: 'content.write', icon: 'clapperboard', url: '/media', title: 'training.media.types' },
] as const;
