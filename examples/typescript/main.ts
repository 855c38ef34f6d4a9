// Beside this file lie `microticks.mjs`, as every server gives it under that name, and its types:
//   curl http://localhost:5000/microticks.mjs > microticks.mjs
//   microticks client --types > microticks.d.mts
import { createMicroticks } from "./microticks.mjs";

const microticks = createMicroticks({
	consumerKey: "25869d5902464a8183c618a13095828c",
	host: "http://localhost:5000",
	idleTimeout: 90,
	idleWarning: 15,
});

// Taps, screens and media are measured already. This is for what only the page knows.
const quiz = document.querySelector<HTMLFormElement>("#quiz");
quiz?.addEventListener("submit", (event) => {
	event.preventDefault();
	void microticks.track("answer", { question: quiz.dataset["question"], correct: isCorrect(new FormData(quiz)) });
});

function isCorrect(answers: FormData): boolean {
	return answers.get("painter") === "Vermeer";
}

// A kiosk goes back to its first page by itself, and says so before.
const hint = document.querySelector<HTMLElement>("#still-there");
microticks.on("idle-warning", ({ seconds }) => {
	if (hint) hint.textContent = `Still there? Back to the start in ${seconds} seconds.`;
});
microticks.on("idle", () => location.assign("./"));

// What goes wrong is told here, and never breaks the page.
microticks.on("error", ({ code, message }) => console.warn(`Microticks: ${code}: ${message}`));
