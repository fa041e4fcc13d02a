/**
 * npm starts scripts through a shell that hands no signal on: whoever stops npm would leave the hub running. So it
 * asks itself to close when the shell is gone. Only under npm; a hub started directly may outlive its terminal.
 */
export function endWithParent() {
	if (process.env.npm_lifecycle_event === undefined) return;
	const parent = process.ppid;
	setInterval(() => {
		if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM');
	}, 500).unref();
}
