import { MEASURES, measureName, measuresOf } from "../../figures/elements.ts";
import type { Elements } from "../../model/reports/answers.ts";
import type { ElementKind } from "../../model/reports/query.ts";
import { go, part } from "../address.ts";
import { texts } from "../language.ts";
import { elementsContent } from "../parts/elements-content.ts";
import { Panel } from "../parts/panel.tsx";
import { Tabs } from "../parts/tabs.tsx";
import { useReport } from "../selection.ts";

const KINDS = ["target", "screen", "action", "media"] as const satisfies ElementKind[];

/** Everything that visitors came to: the ten largest drawn, all of it as a table. */
export default function ElementsView() {
	const kind = KINDS.find((name) => name === part("kind")) ?? "target";
	const measures = measuresOf(kind);
	const measure = measures.find((name) => name === part("by")) ?? MEASURES[0];
	return (
		<div class="panels">
			<Panel
				title={texts[kind]}
				hint={texts[`${kind}Hint`]}
				request={useReport<Elements>("elements", { query: { kind } })}
				wide
				withTable
				variant={measure}
				tools={
					<>
						<label>
							<span class="hidden">{texts.orderBy}</span>
							<select
								value={measure}
								onChange={({ currentTarget: { value } }) => go({ by: value === MEASURES[0] ? "" : value })}
							>
								{measures.map((name) => (
									<option key={name} value={name}>
										{texts.orderBy}: {measureName(kind, name, texts)}
									</option>
								))}
							</select>
						</label>
						<Tabs label={texts.kind} part="kind" texts={texts} names={KINDS} chosen={kind} />
					</>
				}
			>
				{({ report }) => elementsContent(report, measure)}
			</Panel>
		</div>
	);
}
