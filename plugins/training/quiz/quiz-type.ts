/** Id of the content type, as the manifest declares it. */
export const quizType = 'quiz';
