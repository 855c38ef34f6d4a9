import { useState } from "preact/hooks";
import { fill } from "../../../figures/texts/texts.ts";
import type { ShareAnswer } from "../../../model/share.ts";
import { post } from "../../api.ts";
import { formatTime, texts } from "../../language.ts";
import { CopyField } from "../../parts/copy-field.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Question } from "../../parts/question.tsx";
import { chosenZone, kiosks } from "../../selection.ts";
import { useRequest } from "../../use-request.ts";
import { LinkForm, type NewLink } from "./link-form.tsx";

/** Links that show the dashboard to somebody without the key. */
export function SharedLinks() {
	const request = useRequest<{ shares: ShareAnswer[] }>("dashboard/shares", {});
	return (
		<Panel title={texts.sharedLinks} hint={texts.sharedLinksHint} request={request} wide>
			{({ shares }) => ({ note: <Links shares={shares} onChange={request.retry} /> })}
		</Panel>
	);
}

/** Makes links, lists and revokes them. */
function Links({ shares, onChange }: { readonly shares: readonly ShareAnswer[]; readonly onChange: () => void }) {
	const [made, setMade] = useState("");
	const [problem, setProblem] = useState("");
	const [asked, setAsked] = useState<ShareAnswer | undefined>(undefined);
	/** @returns the answer; `undefined` where it was not done */
	const tell = async <T,>(path: string, body: object): Promise<T | undefined> => {
		try {
			const answer = await post<T>(path, body);
			setProblem("");
			onChange();
			return answer;
		} catch (error) {
			setProblem(error instanceof Error ? error.message : texts.failed);
			return undefined;
		}
	};
	const make = async (link: NewLink) => {
		const answer = await tell<{ token: string }>("dashboard/shares", link);
		if (answer !== undefined) setMade(new URL(`dash#share=${answer.token}`, location.href).href);
		return answer !== undefined;
	};
	const revoke = async ({ id }: ShareAnswer) => {
		setAsked(undefined);
		await tell("dashboard/shares/revoke", { id });
	};
	return (
		<>
			<LinkForm onMake={make} />
			{problem !== "" && <p role="alert">{problem}</p>}
			{made !== "" && (
				<div class="made" key={made}>
					<CopyField label={texts.linkOnce} value={made} fresh />
				</div>
			)}
			{shares.length > 0 && <LinkList shares={shares.toReversed()} onRevoke={setAsked} />}
			{asked !== undefined && (
				<Question
					text={fill(texts.revokeLinkAsk, asked.name)}
					yes={texts.revoke}
					onYes={() => revoke(asked)}
					onNo={() => setAsked(undefined)}
				/>
			)}
		</>
	);
}

function LinkList(props: { readonly shares: readonly ShareAnswer[]; readonly onRevoke: (share: ShareAnswer) => void }) {
	const zone = chosenZone();
	const nameOf = (id: number) => kiosks.value.find((kiosk) => kiosk.id === id)?.name ?? `${id}`;
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard.
		<div class="scroll" tabIndex={0} role="region" aria-label={texts.sharedLinks}>
			<table class="links">
				<thead>
					<tr>
						<th scope="col">{texts.name}</th>
						<th scope="col">{texts.kiosks}</th>
						<th scope="col">{texts.made}</th>
						<th scope="col">{texts.revokedAt}</th>
					</tr>
				</thead>
				<tbody>
					{props.shares.map((share) => (
						<tr key={share.id} class={share.revoked_at === null ? undefined : "past"}>
							<th scope="row">{share.name}</th>
							<td>{share.consumers?.map(nameOf).join(", ") ?? texts.allKiosks}</td>
							<td>{formatTime(share.created_at, zone)}</td>
							<td>
								{share.revoked_at === null ? (
									<button
										type="button"
										onClick={() => props.onRevoke(share)}
										aria-label={`${texts.revoke}: ${share.name}`}
									>
										{texts.revoke}
									</button>
								) : (
									formatTime(share.revoked_at, zone)
								)}
							</td>
						</tr>
					))}
				</tbody>
			</table>
		</div>
	);
}
