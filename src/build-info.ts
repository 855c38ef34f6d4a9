import manifest from "../package.json" with { type: "json" };

/** Written by `build.ts`; not there when the program runs from source. */
declare const BUILD_COMMIT: string | undefined;

/** The program's version, such as `1.0.0`. */
export const VERSION = manifest.version;

/** Whether this is the compiled binary. */
export const IS_COMPILED = typeof BUILD_COMMIT !== "undefined";

/** The version with the commit that it was built from, such as `1.0.0 (3f2a9c1)`. */
export const VERSION_WITH_COMMIT = `${VERSION} (${typeof BUILD_COMMIT === "undefined" ? "from source" : BUILD_COMMIT})`;
