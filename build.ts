/**
 * Builds the binary: `bun build.ts` for this machine, `bun build.ts --all` for every machine, with SHA256SUMS.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";

const TARGETS = [
	"linux-x64",
	"linux-x64-baseline",
	"linux-arm64",
	"linux-x64-musl",
	"linux-x64-musl-baseline",
	"linux-arm64-musl",
	"windows-x64",
	"darwin-arm64",
] as const;

/** The program, and the threads that it starts by these names. */
const ENTRYPOINTS = [
	"./src/main.ts",
	"./src/reports/worker.ts",
	"./src/printed/worker.ts",
	"./src/store/soundness-worker.ts",
];

const OUT = "./dist";

/**
 * Builds one binary.
 * @param target none is this machine
 * @returns its file's name
 */
async function build(commit: string, target?: (typeof TARGETS)[number]): Promise<string> {
	const name = `microticks${target === undefined ? "" : `-${target}`}`;
	const arguments_ = [
		...["build", "--compile", "--production", "--minify", "--bytecode", "--format=esm", "--splitting"],
		// Else the binary would run what it finds beside it.
		...["--no-compile-autoload-dotenv", "--no-compile-autoload-bunfig"],
		...["--define", `BUILD_COMMIT=${JSON.stringify(commit)}`],
		...(target === undefined ? [] : ["--target", `bun-${target}`]),
		...["--outfile", `${OUT}/${name}`],
		...ENTRYPOINTS,
	];
	const child = Bun.spawn([process.execPath, ...arguments_], { stdout: "ignore", stderr: "pipe" });
	const [code, errors] = await Promise.all([child.exited, child.stderr.text()]);
	if (code !== 0) throw new Error(`bun ${arguments_.join(" ")} failed:\n${errors}`);
	return target?.startsWith("windows") ? `${name}.exe` : name;
}

/** The commit that is checked out; `+` where there are changes on top. */
function currentCommit(): string {
	const git = (...command: string[]) =>
		Bun.spawnSync(["git", ...command])
			.stdout.toString()
			.trim();
	const commit = git("rev-parse", "--short", "HEAD") || "unknown";
	return git("status", "--porcelain", "--untracked-files=no") === "" ? commit : `${commit}+`;
}

const commit = currentCommit();
if (process.argv.includes("--all")) {
	rmSync(OUT, { recursive: true, force: true });
	mkdirSync(OUT);
	const names: string[] = [];
	for (const target of TARGETS) names.push(await build(commit, target));
	const sums = names.map((name) => {
		const sum = createHash("sha256")
			.update(readFileSync(`${OUT}/${name}`))
			.digest("hex");
		return `${sum}  ${name}\n`;
	});
	writeFileSync(`${OUT}/SHA256SUMS`, sums.join(""));
	console.log(`Built ${names.join(", ")} and SHA256SUMS in ${OUT}`);
} else {
	console.log(`Built ${OUT}/${await build(commit)} (${commit})`);
}
