import { bundleDashboard } from "./bundle-dashboard.ts" with { type: "macro" };

/** The dashboard's files, as they are embedded in the program, by name. */
export const DASHBOARD_FILES: Readonly<Record<string, string>> = bundleDashboard();
