/** What one line of a log is, before it has a time. `text` is never empty except in `empty`. */
export type LogEntry =
  | { readonly type: "message" | "action" | "notice"; readonly nick: string; readonly text: string }
  | { readonly type: "system"; readonly text: string }
  | { readonly type: "empty" };

/** A line's own date (`2018-05-29`) and time of day in seconds, as far as it says them. */
export type LogStamp = { readonly date: string | null; readonly seconds: number | null };

const dated = /^(?:[^\s[<]+ )?(\d{4}-\d\d-\d\d)(?=[ T]|$)[ T]?/;
const bracketed = /^\[(?:(\d{4}-\d\d-\d\d)[ T])?(\d\d):(\d\d)(?::(\d\d))?\]/;
const bare = /^(\d\d):(\d\d)(?::(\d\d))?(?=\s)/;

const message = /^\s?<([^>]*)>[\t ]?[\t ]?(.*)$/s;
const action = /^\s*\* (\S+)\s+(\S.*)$/s;
const notice = /^\s?-([^\s-]\S*)- (.*)$/s;
const system = /^=== ?(.*)$/s;

/**
 * Reads one line of an IRC log: `source 2018-05-29 [21:20:37] <nick> text` and its shorter forms,
 * `* nick acts`, `-nick- notice`, `=== system line`. What fits nothing is a system line with the whole text.
 */
export function parseLogLine(line: string): { stamp: LogStamp; entry: LogEntry } {
  const { stamp, rest } = takeStamp(line);
  return { stamp, entry: parseEntry(rest.trimEnd()) };
}

function takeStamp(line: string): { stamp: LogStamp; rest: string } {
  const day = dated.exec(line);
  const date = day?.[1] !== undefined && isDate(day[1]) ? day[1] : null;
  const afterDate = date === null ? line : line.slice(day?.[0].length ?? 0);

  const inBrackets = bracketed.exec(afterDate);
  if (inBrackets) {
    const [whole, innerDate, hours, minutes, seconds] = inBrackets;
    const time = secondsOfDay(hours, minutes, seconds);
    if (time !== null && (innerDate === undefined || isDate(innerDate))) {
      return {
        stamp: { date: innerDate ?? date, seconds: time },
        rest: afterDate.slice(whole.length),
      };
    }
  }
  const plain = bare.exec(afterDate);
  const time = plain === null ? null : secondsOfDay(plain[1], plain[2], plain[3]);
  if (plain !== null && time !== null) {
    return { stamp: { date, seconds: time }, rest: afterDate.slice(plain[0].length) };
  }
  return { stamp: { date, seconds: null }, rest: afterDate };
}

function parseEntry(body: string): LogEntry {
  if (body.trim() === "") return { type: "empty" };
  const said = message.exec(body);
  if (said) {
    const nick = cleanNick(said[1] ?? "");
    const text = (said[2] ?? "").trimEnd();
    if (nick !== "")
      return text.trim() === "" ? { type: "empty" } : { type: "message", nick, text };
  }
  const acted = action.exec(body);
  if (acted) return { type: "action", nick: cleanNick(acted[1] ?? ""), text: acted[2] ?? "" };
  const noticed = notice.exec(body);
  if (noticed && (noticed[2] ?? "").trim() !== "") {
    return { type: "notice", nick: noticed[1] ?? "", text: noticed[2] ?? "" };
  }
  const marked = system.exec(body)?.[1]?.trim();
  return { type: "system", text: marked === undefined || marked === "" ? body.trim() : marked };
}

/** A nick without the sign of its rank in the channel and without the padding that some logs add. */
function cleanNick(nick: string): string {
  const bareNick = nick.trim();
  return bareNick.length > 1 ? bareNick.replace(/^[@+%&!~]/, "") : bareNick;
}

function secondsOfDay(
  hours: string | undefined,
  minutes: string | undefined,
  seconds: string | undefined,
): number | null {
  const [h, m, s] = [Number(hours), Number(minutes), Number(seconds ?? 0)];
  return h < 24 && m < 60 && s < 61 ? h * 3_600 + m * 60 + Math.min(s, 59) : null;
}

/** Whether a `YYYY-MM-DD` names a day that exists, of the years in which there could be a log. */
export function isDate(date: string): boolean {
  const time = Date.parse(`${date}T00:00:00Z`);
  return time >= 0 && new Date(time).toISOString().startsWith(date);
}
