import type { Socket } from "bun";

/** Passes connections on to a server, until it is told to break them. */
export interface BreakableProxy extends AsyncDisposable {
	readonly url: string;
	/** Cuts every connection, and takes no new one. */
	cut(): void;
	/** Passes on again. */
	mend(): void;
}

interface Passed {
	other: Socket<Passed> | undefined;
	/** What came before there was anybody to pass it on to. */
	early: Uint8Array[];
}

/** Opens a proxy on a free port. */
export function openBreakableProxy(url: string): BreakableProxy {
	const { hostname, port } = new URL(url);
	const sockets = new Set<Socket<Passed>>();
	let isCut = false;
	const handlers = {
		data(socket: Socket<Passed>, data: Uint8Array) {
			if (socket.data.other === undefined) socket.data.early.push(new Uint8Array(data));
			else socket.data.other.write(data);
		},
		close(socket: Socket<Passed>) {
			sockets.delete(socket);
			socket.data.other?.end();
		},
		error() {},
	};
	const listener = Bun.listen<Passed>({
		hostname: "127.0.0.1",
		port: 0,
		socket: {
			...handlers,
			async open(socket) {
				socket.data = { other: undefined, early: [] };
				if (isCut) {
					socket.end();
					return;
				}
				sockets.add(socket);
				const other = await Bun.connect<Passed>({
					hostname,
					port: Number(port),
					data: { other: socket, early: [] },
					socket: handlers,
				});
				socket.data.other = other;
				for (const data of socket.data.early) other.write(data);
			},
		},
	});
	return {
		url: `http://127.0.0.1:${listener.port}`,
		cut() {
			isCut = true;
			for (const socket of sockets) socket.terminate();
		},
		mend() {
			isCut = false;
		},
		async [Symbol.asyncDispose]() {
			listener.stop(true);
		},
	};
}
