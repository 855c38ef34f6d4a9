/** The thread of `assertSoundBeside`: takes a path, answers with the damage, or `undefined`. */
import { findDamage } from "./soundness.ts";

declare const self: Worker;

self.onmessage = ({ data }: MessageEvent<string>) => self.postMessage(findDamage(data));
