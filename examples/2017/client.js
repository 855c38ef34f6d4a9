// The calls of 2017. Put in what `microticks createconsumer` printed.
const HOST = "http://localhost:5000";
const CONSUMER_KEY = "25869d5902464a8183c618a13095828c";

const microticks = new MicroticksService(HOST, CONSUMER_KEY);
microticks.debug = true;

const state = document.querySelector("#state");

for (const box of document.querySelectorAll(".box")) {
	box.addEventListener("click", async ({ clientX, clientY }) => {
		await microticks.trackEvent("click", { target: box.id, clickX: clientX, clickY: clientY });
		state.textContent = `Tracked: ${box.id}. It is on this machine's disk, and on its way to the server.`;
	});
}

document.querySelector("#stop").addEventListener("click", async () => {
	await microticks.stopSession("visitor");
	state.textContent = "The session is stopped. The next click starts another.";
});
