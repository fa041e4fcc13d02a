import type { PackageItem, PackageManifest, ScormVersion } from './manifest.ts';
import { parseXml, type XmlElement } from '../xml-element.ts';
import { refused } from '../refused.ts';

const mostItems = 2000;
const longestText = 300;
const longestData = 4000;

/**
 * Reads an `imsmanifest.xml` after SCORM 1.2 or 2004 (IMS Content Packaging 1.1). Names count without their prefixes,
 * because packages mix them up.
 *
 * @throws VerbundError `command.refused`
 */
export function readManifest(bytes: Uint8Array): PackageManifest {
	const manifest = parseXml(bytes);
	if (manifest.name !== 'manifest') throw refused('training.refused.manifestUnreadable');
	const version = versionOf(manifest);
	const organisation = defaultOrganisation(manifest);
	const resources = readResources(manifest);
	const items = organisation ? readItems(organisation, resources, 0) : [];
	const playable = items.some(({ launch }) => launch !== null) ? items : firstResource(resources);
	if (playable.length === 0) throw refused('training.refused.packageEmpty');
	return {
		version,
		title: textOf(organisation?.child('title')) || textOf(manifest.find('langstring')) || '',
		items: playable.slice(0, mostItems),
	};
}

function versionOf(manifest: XmlElement): ScormVersion {
	const said = manifest.child('metadata')?.child('schemaversion')?.text.trim() ?? '';
	if (/^1\.[12]/.test(said)) return '1.2';
	if (/2004|CAM|1\.3/i.test(said)) return '2004';
	return manifest.declares(/adlcp_v1p3|adlseq_v1p3|imscp_v1p1/) && !manifest.declares(/adlcp_rootv1p2/)
		? '2004'
		: '1.2';
}

function defaultOrganisation(manifest: XmlElement): XmlElement | undefined {
	const organisations = manifest.child('organizations');
	const all = organisations?.all('organization') ?? [];
	const wanted = organisations?.attribute('default');
	return all.find((one) => one.attribute('identifier') === wanted) ?? all[0];
}

interface Resource {
	readonly href: string;
	readonly speaks: boolean;
}

function readResources(manifest: XmlElement): ReadonlyMap<string, Resource> {
	const resources = manifest.child('resources');
	const outer = `${manifest.attribute('base') ?? ''}${resources?.attribute('base') ?? ''}`;
	return new Map(
		(resources?.all('resource') ?? []).flatMap((resource) => {
			const href = resource.attribute('href')?.trim() ?? '';
			const id = resource.attribute('identifier') ?? '';
			if (href === '' || isOutside(href)) return [];
			const kind = resource.attribute('scormtype') ?? 'sco';
			const path = `${outer}${resource.attribute('base') ?? ''}${href}`;
			return [[id, { href: path, speaks: kind.toLowerCase() === 'sco' }] as const];
		}),
	);
}

/** Packages may name pages of other servers; they would not be played within the package. */
function isOutside(href: string): boolean {
	return /^[a-z][a-z\d+.-]*:|^\/\//i.test(href);
}

function readItems(
	parent: XmlElement,
	resources: ReadonlyMap<string, Resource>,
	level: number,
): readonly PackageItem[] {
	return parent
		.all('item')
		.filter((item) => item.attribute('isvisible')?.toLowerCase() !== 'false')
		.flatMap((item, index) => [
			readItem(item, resources, level, index),
			...readItems(item, resources, level + 1),
		]);
}

function readItem(
	item: XmlElement,
	resources: ReadonlyMap<string, Resource>,
	level: number,
	index: number,
): PackageItem {
	const resource = resources.get(item.attribute('identifierref') ?? '');
	const parameters = item.attribute('parameters')?.trim() ?? '';
	return {
		id: (item.attribute('identifier') ?? `item-${level}-${index}`).slice(0, longestText),
		title: textOf(item.child('title')),
		level,
		launch: resource ? withParameters(resource.href, parameters) : null,
		speaks: resource?.speaks ?? false,
		passingScore: textOf(item.child('masteryscore')) || textOf(item.find('minnormalizedmeasure')),
		launchData: item.child('datafromlms')?.text.trim().slice(0, longestData) ?? '',
		maxTime: textOf(item.child('maxtimeallowed')),
		timeLimitAction: textOf(item.child('timelimitaction')),
	};
}

/** IMS Content Packaging 1.1.4, 4.4.2: what is appended depends on what both sides already have. */
function withParameters(href: string, parameters: string): string {
	const rest = parameters.replace(/^[?&]+/, '');
	if (rest === '') return href;
	if (rest.startsWith('#')) return href.includes('#') ? href : href + rest;
	return href + (href.includes('?') ? '&' : '?') + rest;
}

/** Without a table of contents a package is what its first page is. */
function firstResource(resources: ReadonlyMap<string, Resource>): readonly PackageItem[] {
	const [first] = resources;
	if (!first) return [];
	const [id, { href, speaks }] = first;
	const nothing = { passingScore: '', launchData: '', maxTime: '', timeLimitAction: '' };
	return [{ id, title: '', level: 0, launch: href, speaks, ...nothing }];
}

function textOf(element: XmlElement | undefined): string {
	return element?.text.replace(/\s+/g, ' ').trim().slice(0, longestText) ?? '';
}
