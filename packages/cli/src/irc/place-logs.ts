/** A log that wants a place: the channel its name says, and its first and latest time in UTC milliseconds. */
export type LogToPlace = {
  readonly file: string;
  readonly channel: string;
  readonly firstAt: number;
  readonly lastAt: number;
};

/** A channel of the space, as far as placing logs needs it. `files` are the logs it is known to hold. */
export type PlacedChannel<Log extends LogToPlace = LogToPlace> = {
  readonly name: string;
  readonly files: ReadonlySet<string>;
  /** The time of its newest message, in UTC milliseconds; null while it has none. */
  readonly lastAt: number | null;
  /** The logs of this import that belong into it, earliest first. */
  readonly logs: readonly Log[];
};

// A channel notes its files in its custom data, which holds 16 KiB.
const maxNoteBytes = 12_000;

/**
 * Decides which log goes into which channel. A log that a channel already holds goes there again. Another goes into
 * the channel that is called like it if nothing there is newer than its first line, else into `name-2`, `name-3` and so
 * on: time never runs backwards inside a channel, whatever is imported when.
 */
export function placeLogs<Log extends LogToPlace>(
  logs: readonly Log[],
  known: readonly Omit<PlacedChannel, "logs">[],
): PlacedChannel<Log>[] {
  const channels = new Map<string, PlacedChannel<Log>>(
    known.map((channel) => [channel.name, { ...channel, logs: [] }]),
  );
  const put = (name: string, log: Log) => {
    const channel = channels.get(name) ?? { name, files: new Set(), lastAt: null, logs: [] };
    channels.set(name, {
      name,
      files: new Set([...channel.files, log.file]),
      lastAt: Math.max(channel.lastAt ?? 0, log.lastAt),
      logs: [...channel.logs, log].toSorted(byFirstTime),
    });
  };

  const fresh: Log[] = [];
  for (const log of logs.toSorted(byFirstTime)) {
    const home = familyOf(log.channel, channels.keys()).find((name) =>
      channels.get(name)?.files.has(log.file),
    );
    if (home === undefined) fresh.push(log);
    else put(home, log);
  }
  for (const log of fresh) put(freePlace(log, channels), log);
  return [...channels.values()].filter((channel) => channel.logs.length > 0);
}

function freePlace(log: LogToPlace, channels: ReadonlyMap<string, PlacedChannel>): string {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? log.channel : `${log.channel}-${number}`;
    const channel = channels.get(name);
    if (channel === undefined) return name;
    const isLater = channel.lastAt === null || channel.lastAt <= log.firstAt;
    if (isLater && fits([...channel.files, log.file])) return name;
  }
}

function fits(files: readonly string[]): boolean {
  return Buffer.byteLength(JSON.stringify(files)) <= maxNoteBytes;
}

function familyOf(name: string, all: Iterable<string>): string[] {
  return [...all].filter(
    (other) =>
      other === name ||
      (other.startsWith(`${name}-`) && /^\d+$/.test(other.slice(name.length + 1))),
  );
}

function byFirstTime(one: LogToPlace, other: LogToPlace): number {
  const difference = one.firstAt - other.firstAt;
  return difference === 0 ? (one.file < other.file ? -1 : 1) : difference;
}
