declare module 'virtual:verbund/icons' {
	/** SVG content of every Lucide icon whose name stands in the sources or manifests. */
	const icons: Readonly<Record<string, string>>;
	export default icons;
}
