/** Of pages that are read outside of the hub: nothing is loaded beside them. */
export const pageStyles = `
:root { color-scheme: light dark; }
body { max-inline-size: 44rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; font: 1.0625rem/1.6 system-ui, sans-serif; }
h1 { font-size: 1.9rem; line-height: 1.2; }
h2 { margin-block-start: 2rem; }
a { color: LinkText; }
img { max-inline-size: 100%; block-size: auto; }
table { border-collapse: collapse; }
th, td { border: 1px solid; padding: 0.35rem 0.6rem; text-align: start; vertical-align: top; }
.table { overflow-x: auto; }
pre { overflow-x: auto; border: 1px solid; padding: 0.75rem; }
blockquote, .admonition { margin-inline: 0; padding-inline-start: 1rem; border-inline-start: 0.25rem solid; }
.admonition-title { font-weight: bold; }
.summary { font-size: 1.2rem; }
footer { margin-block-start: 3rem; border-block-start: 1px solid; font-size: 0.9rem; }
@media print { body { max-inline-size: none; } }
`;
