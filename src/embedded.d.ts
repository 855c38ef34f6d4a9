declare module "*.sql" {
	const text: string;
	export default text;
}

declare module "*.webp" {
	const path: string;
	export default path;
}

declare module "*.css" {
	const textOrPath: string;
	export default textOrPath;
}

declare module "swagger-ui-dist/swagger-ui-bundle.js" {
	const path: string;
	export default path;
}
