import { expect, test } from "bun:test";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runBinary, serveBinary } from "../support/binary.ts";
import { lacks } from "../support/debian.ts";
import { temporaryDirectory } from "../support/service.ts";

/** A real proxy, with the file that the examples have for it. */
interface Proxy {
	readonly name: string;
	readonly program: string;
	readonly package: string;
	/** The example, in a folder of that name. */
	readonly file: string;
	/** What stands around the example, in a folder of its own, listening on a port. */
	readonly configure: (folder: string, port: number, example: string) => string;
	readonly command: (folder: string, file: string) => string[];
}

const PROXIES: readonly Proxy[] = [
	{
		name: "nginx",
		program: "/usr/sbin/nginx",
		package: "nginx-light",
		file: "nginx/microticks.conf",
		configure: (folder, port, example) => `
			daemon off;
			pid ${folder}/nginx.pid;
			error_log stderr warn;
			events {}
			http {
				access_log off;
				client_body_temp_path ${folder}/body;
				proxy_temp_path ${folder}/proxy;
				fastcgi_temp_path ${folder}/fastcgi;
				uwsgi_temp_path ${folder}/uwsgi;
				scgi_temp_path ${folder}/scgi;
				server {
					listen 127.0.0.1:${port};
					${example}
				}
			}`,
		command: (folder, file) => ["/usr/sbin/nginx", "-p", folder, "-c", file],
	},
	{
		name: "Apache",
		program: "/usr/sbin/apache2",
		package: "apache2",
		file: "apache/microticks.conf",
		configure: (folder, port, example) => `
ServerRoot ${folder}
ServerName localhost
PidFile ${folder}/apache.pid
Mutex file:${folder} default
ErrorLog ${folder}/error.log
Listen 127.0.0.1:${port}
${["mpm_event", "authz_core", "alias", "proxy", "proxy_http"]
	.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`)
	.join("\n")}
${example}`,
		command: (_, file) => ["/usr/sbin/apache2", "-f", file, "-DFOREGROUND"],
	},
	{
		name: "Caddy",
		program: "/usr/bin/caddy",
		package: "caddy",
		file: "caddy/Caddyfile",
		configure: (_, port, example) => `
			{
				admin off
				auto_https off
			}
			${example.replace("museum.example {", `http://:${port} {\n\tbind 127.0.0.1`)}`,
		// It keeps its last configuration in a folder of the user's, else.
		command: (folder, file) =>
			["/usr/bin/env", `XDG_CONFIG_HOME=${folder}`, `XDG_DATA_HOME=${folder}`].concat([
				"/usr/bin/caddy",
				"run",
				"--config",
				file,
				"--adapter",
				"caddyfile",
			]),
	},
];

for (const proxy of PROXIES) {
	const skip = lacks(existsSync(proxy.program), `${proxy.name} (Debian's package ${proxy.package})`);
	test.skipIf(skip)(`under a sub-path behind ${proxy.name}`, async () => {
		using directory = temporaryDirectory();
		const created = await runBinary(["createconsumer", "MyApp"], { cwd: directory.path });
		const [, key = ""] = /^Consumer key: (\w+)$/m.exec(created.stdout) ?? [];
		await using server = await serveBinary(["--trust-proxy", "127.0.0.1"], {
			cwd: directory.path,
			env: { MICROTICKS_READ_KEY: "secret" },
		});
		await using front = await startProxy(proxy, directory.path, new URL(server.url).port);
		const site = `${front.url}/microticks`;

		const redirected = await fetch(site, { redirect: "manual" });
		const location = new URL(redirected.headers.get("location") ?? "", site);
		expect([redirected.status, location.href]).toEqual([301, `${site}/`]);
		const page = await fetch(`${site}/`, { headers: { host: "museum.example" } });
		expect([page.status, await page.text()]).toEqual([200, expect.stringContaining("<h1>Microticks</h1>")]);
		for (const link of ["pages.css", "swagger", "swagger/json", "microticks.js", "healthz"]) {
			expect([link, (await fetch(`${site}/${link}`)).status]).toEqual([link, 200]);
		}
		// A visitor at 127.0.0.2, who writes an address of his own choice: only what the proxy adds behind it counts.
		const visit = Bun.spawnSync(
			["curl", "-s", "--interface", "127.0.0.2", "-H", "X-Forwarded-For: 203.0.113.9"].concat([
				"-d",
				`consumer_key=${key}`,
				"-d",
				"ts=2026-01-31T12:00:00Z",
				`${site}/sessions`,
			]),
		);
		expect(JSON.parse(visit.stdout.toString())).toMatchObject({ status: 200, session_id: 1 });
		expect((await fetch(`${site}/sessions`)).status).toBe(401);
		const listed = await fetch(`${site}/sessions?ip=127.0.0.2`, { headers: { "x-api-key": "secret" } });
		expect(await listed.json()).toMatchObject({ status: 200, count: 1 });
	});

	test.skipIf(skip)(`what ${proxy.name} passes on is not read without a key`, async () => {
		using directory = temporaryDirectory();
		await using server = await serveBinary([], { cwd: directory.path });
		await using front = await startProxy(proxy, directory.path, new URL(server.url).port);
		const refused = await fetch(`${front.url}/microticks/sessions`);
		expect([refused.status, await refused.json()]).toEqual([403, expect.objectContaining({ code: "reads_are_local" })]);
	});
}

/** Starts a proxy in front of Microticks' port, on a free port of its own. */
async function startProxy(proxy: Proxy, directory: string, upstreamPort: string) {
	const folder = join(directory, "proxy");
	mkdirSync(folder);
	const example = readFileSync(join(import.meta.dir, "../../examples", proxy.file), "utf8").replaceAll(
		"127.0.0.1:5000",
		`127.0.0.1:${upstreamPort}`,
	);
	const port = freePort();
	const file = join(folder, "proxy.conf");
	writeFileSync(file, proxy.configure(folder, port, example));
	const child = Bun.spawn(proxy.command(folder, file), { stdout: "ignore", stderr: "pipe" });
	const url = `http://127.0.0.1:${port}`;
	await answering(url, child);
	return {
		url,
		async [Symbol.asyncDispose]() {
			child.kill("SIGTERM");
			await child.exited;
		},
	};
}

/** A port that was free a moment ago: a proxy cannot be told to pick one. */
function freePort(): number {
	const probe = Bun.listen({ hostname: "127.0.0.1", port: 0, socket: { data: () => undefined } });
	probe.stop(true);
	return probe.port;
}

/** A proxy that has not answered after so long, in milliseconds, never will. */
const ANSWER_MS = 30_000;

/** Asks until there is an answer, of whatever kind. */
async function answering(url: string, child: { exitCode: number | null; stderr: ReadableStream }): Promise<void> {
	for (const until = Date.now() + ANSWER_MS; Date.now() < until; ) {
		if (child.exitCode !== null) throw new Error(`The proxy ended: ${await new Response(child.stderr).text()}`);
		const answered = await fetch(url).then(
			() => true,
			() => false,
		);
		if (answered) return;
	}
	throw new Error("The proxy does not answer.");
}
