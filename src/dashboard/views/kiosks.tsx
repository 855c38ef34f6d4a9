import { useState } from "preact/hooks";
import { post } from "../api.ts";
import { formatNumber, formatTime, texts } from "../language.ts";
import { mayChange } from "../rights.ts";
import { chosenZone, kiosks } from "../selection.ts";

/** All consumers with their last sign of life; made, revoked and rotated by who may. */
export default function KiosksView() {
	const zone = chosenZone();
	const [told, setTold] = useState("");
	const act = async (path: string, body: object) => {
		try {
			const { key } = await post<{ key?: string }>(path, body);
			setTold(key === undefined ? texts.saved : `${texts.key}: ${key}`);
		} catch (error) {
			setTold(error instanceof Error ? error.message : texts.failed);
		}
	};
	return (
		<section class="panel wide">
			<header>
				<h2>{texts.kiosks}</h2>
				{mayChange.value && (
					<form
						class="tools"
						onSubmit={(event) => {
							event.preventDefault();
							const name = `${new FormData(event.currentTarget).get("name") ?? ""}`;
							event.currentTarget.reset();
							void act("dashboard/consumers", { name });
						}}
					>
						<input name="name" required aria-label={texts.name} placeholder={texts.name} />
						<button type="submit">{texts.add}</button>
					</form>
				)}
			</header>
			<p role="status" class="told">
				{told}
			</p>
			<table class="list">
				<thead>
					<tr>
						<th scope="col">{texts.kiosk}</th>
						<th scope="col">{texts.lastSign}</th>
						<th scope="col">{texts.sessionsToday}</th>
						<th scope="col">{texts.openNow}</th>
						{mayChange.value && (
							<th scope="col">
								<span class="hidden">{texts.action}</span>
							</th>
						)}
					</tr>
				</thead>
				<tbody>
					{kiosks.value.map(({ id, name, revoked_at, silent, last_sign_at, sessions_today, open_sessions }) => (
						<tr key={id}>
							<th scope="row">
								{name} {revoked_at !== null && <span class="badge">{texts.revoked}</span>}
								{silent && <span class="badge bad">{texts.silent}</span>}
							</th>
							<td>{formatTime(last_sign_at, zone)}</td>
							<td>{formatNumber(sessions_today)}</td>
							<td>{formatNumber(open_sessions)}</td>
							{mayChange.value && (
								<td class="actions">
									<button
										type="button"
										onClick={() => act("dashboard/consumers/rotate", { id })}
										aria-label={`${texts.rotate}: ${name}`}
									>
										{texts.rotate}
									</button>
									<button
										type="button"
										onClick={() => act(`dashboard/consumers/${revoked_at === null ? "revoke" : "restore"}`, { id })}
										aria-label={`${revoked_at === null ? texts.revoke : texts.restore}: ${name}`}
									>
										{revoked_at === null ? texts.revoke : texts.restore}
									</button>
								</td>
							)}
						</tr>
					))}
				</tbody>
			</table>
		</section>
	);
}
