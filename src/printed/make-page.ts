import type { Database } from "bun:sqlite";
import { Snapshots } from "../reports/snapshot.ts";
import { prepareConsumers } from "../store/consumers.ts";
import { preparePictures } from "../store/pictures.ts";
import { collectAnswers } from "./page-answers.ts";
import type { PageRequest } from "./page-request.ts";
import { createPaperLook } from "./paper-look.ts";
import { printReport } from "./print-report.ts";

/**
 * Makes the page of a range as HTML.
 * @param database may be open for reading alone
 * @throws {AppError} `reports_not_ready`
 */
export function makePage(database: Database, request: PageRequest): string {
	const kiosks = prepareConsumers(database).list();
	const { find: findPicture } = preparePictures(database);
	const answers = collectAnswers(new Snapshots(database), request, { kiosks, findPicture });
	return printReport(answers, createPaperLook(request.language));
}
