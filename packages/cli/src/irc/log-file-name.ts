import { basename, dirname } from "node:path";
import { isDate } from "./log-line.ts";

/** What a log file's name says: the channel (`ubuntu` in `ubuntu.2007-01-19.train-a.log.txt`) and the day, if any. */
export type LogFileName = {
  readonly file: string;
  readonly channel: string;
  readonly date: string | null;
};

const datePattern = /(?<!\d)(\d{4})-?(\d\d)-?(\d\d)(?!\d)/g;

/** Reads a channel and a day from a log file's path. A name that is only a date takes the channel from its folder. */
export function parseLogFileName(path: string): LogFileName {
  const file = basename(path);
  let date: string | null = null;
  const undated = file.replace(datePattern, (whole, year: string, month: string, dayOf: string) => {
    const found = `${year}-${month}-${dayOf}`;
    if (!isDate(found)) return whole;
    date ??= found;
    return "";
  });
  const channel =
    channelName(undated.split(".")[0] ?? "") || channelName(basename(dirname(path))) || "irc";
  return { file, channel, date };
}

/** A channel's name must be one line of at most 100 characters; what surrounds the name proper is dropped. */
function channelName(text: string): string {
  return text
    .toWellFormed()
    .replace(/\p{Cc}/gu, "")
    .replace(/^[#&\s._-]+|[\s._-]+$/gu, "")
    .slice(0, 90);
}
