const browsers = [
	[/Edg\//, 'Edge'],
	[/Firefox\//, 'Firefox'],
	[/Chrome\/|CriOS\//, 'Chrome'],
	[/Safari\//, 'Safari'],
] as const;

const systems = [
	[/iPhone|iPad/, 'iOS'],
	[/Android/, 'Android'],
	[/Windows/, 'Windows'],
	[/Mac OS X/, 'macOS'],
	[/Linux/, 'Linux'],
] as const;

/** `Firefox, Windows`: enough for a person to recognise a session, and no more than that is stored. */
export function describeDevice(userAgent: string): string {
	const find = (kinds: readonly (readonly [RegExp, string])[]) =>
		kinds.find(([pattern]) => pattern.test(userAgent))?.[1];
	return [find(browsers), find(systems)].filter((part) => part !== undefined).join(', ');
}
