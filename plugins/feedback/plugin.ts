import { definePlugin } from 'verbund';
import { createFeedback, type Feedback } from './feedback.ts';
import { createReportTasks, createRequestTasks } from './feedback-tasks.ts';
import { createPersonalData } from './personal-data.ts';
import { createReportCommands } from './report-commands.ts';
import { createReports } from './reports.ts';
import { createRequestCommands } from './request-commands.ts';
import { createRequests } from './requests.ts';

export default definePlugin({
	activate(context) {
		const messages = { reports: createReports(context), requests: createRequests(context) };
		const reporting = createReportCommands(context, messages);
		context.commands.register('feedback.reportMistake', reporting.report);
		context.commands.register('feedback.answerReport', reporting.answer);
		context.commands.register('feedback.dismiss', reporting.dismiss);
		const requesting = createRequestCommands(context, messages.requests);
		context.commands.register('feedback.requestAccess', requesting.request);
		context.commands.register('feedback.grantAccess', requesting.grant);
		context.commands.register('feedback.declineAccess', requesting.decline);
		context.commands.register('feedback.ignoreRequest', requesting.ignore);
		context.tasks.register('feedback.reports', createReportTasks(context));
		context.tasks.register('feedback.requests', createRequestTasks(context));
		context.personalData.register('feedback.messages', createPersonalData(messages));
		return createFeedback(context, messages);
	},
});

declare module 'verbund' {
	interface PluginExports {
		feedback: Feedback;
	}
}
