// In your project: microticks client --types > microticks.d.mts
export * from "../../src/client/microticks.d.ts";
