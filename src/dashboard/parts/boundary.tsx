import type { ComponentChildren } from "preact";
import { useErrorBoundary } from "preact/hooks";
import { texts } from "../language.ts";

/** Where a view cannot be shown, the page says so, and how to go on: the rest of it stays. */
export function Boundary({ children }: { readonly children: ComponentChildren }) {
	const [error] = useErrorBoundary((reason) => console.error(reason));
	if (error === undefined) return <>{children}</>;
	return (
		<section class="panel wide" role="alert">
			<p class="nothing">{texts.notShown}</p>
			<p class="tools">
				<button type="button" onClick={() => location.reload()}>
					{texts.retry}
				</button>
				{/* Without what the address says beside, in which the reason may lie. */}
				<button type="button" onClick={() => location.replace(`${location.pathname}?view=overview${location.hash}`)}>
					{texts.backToOverview}
				</button>
			</p>
		</section>
	);
}
