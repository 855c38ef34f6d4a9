import { createFormats } from "../figures/formats.ts";
import { chooseLanguage, textsOf } from "../figures/texts/texts.ts";
import { dashboardTextsOf } from "./texts/texts.ts";

/** The browser's language, as far as there are texts for it. */
export const language = chooseLanguage(navigator.languages);

export const texts = { ...textsOf(language), ...dashboardTextsOf(language) };

export const formats = createFormats(language);

export const { formatNumber, formatShare, formatSeconds, formatTime, formatClock } = formats;
