import index from "./pages/index.html" with { type: "text" };
import styles from "./pages/pages.css" with { type: "text" };
import swagger from "./pages/swagger.html" with { type: "text" };

/** The pages, as they are embedded in the program. Bun's types take every .html for a bundle; these are texts. */
export const PAGES = { index, styles, swagger } as unknown as Readonly<Record<"index" | "styles" | "swagger", string>>;
