import dash from "./pages/dash.html" with { type: "text" };
import index from "./pages/index.html" with { type: "text" };
import styles from "./pages/pages.css" with { type: "text" };
import swagger from "./pages/swagger.html" with { type: "text" };

/** The pages, as they are embedded in the program. Bun's types take every .html for a bundle; these are texts. */
export const PAGES = { dash, index, styles, swagger } as unknown as Readonly<
	Record<"dash" | "index" | "styles" | "swagger", string>
>;
