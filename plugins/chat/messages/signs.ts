/** What one can answer without words; names of Lucide icons stand for them, `chat.sign.<name>` says them. */
export const signs = ['thumbs-up', 'check', 'heart', 'smile', 'eye', 'circle-question-mark'] as const;
