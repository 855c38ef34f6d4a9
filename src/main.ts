#!/usr/bin/env bun
import { VERSION_WITH_COMMIT } from "./build-info.ts";
import { defineExampleCommand } from "./cli/command.ts";
import { runCommandLine } from "./cli/command-line.ts";

// Elysia reads it while it is loaded, and unset means verbose errors. Not by its plain name, which the bundler would
// replace by a constant.
Reflect.set(process.env, "NODE_ENV", "production");

const main = defineExampleCommand({
	meta: {
		name: "microticks",
		version: VERSION_WITH_COMMIT,
		description: "Measures what visitors do at touch tables and kiosks",
	},
	example: "microticks createconsumer MyApp\nmicroticks serve",
	subCommands: {
		serve: () => import("./cli/serve.ts").then((module) => module.serve),
		initdb: () => import("./cli/initdb.ts").then((module) => module.initdb),
		createconsumer: () => import("./cli/createconsumer.ts").then((module) => module.createconsumer),
		consumers: () => import("./cli/consumers.ts").then((module) => module.consumers),
		revoke: () => import("./cli/revoke.ts").then((module) => module.revoke),
		restore: () => import("./cli/restore.ts").then((module) => module.restore),
		client: () => import("./cli/client.ts").then((module) => module.client),
		report: () => import("./cli/report.ts").then((module) => module.report),
		"rebuild-reports": () => import("./cli/rebuild-reports.ts").then((module) => module.rebuildReportsCommand),
		demo: () => import("./cli/demo.ts").then((module) => module.demo),
		"rotate-key": () => import("./cli/rotate-key.ts").then((module) => module.rotateKey),
	},
});

process.exitCode = await runCommandLine(main, process.argv.slice(2));
