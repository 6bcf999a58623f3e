import { describe, expect, it } from "vitest";
import { parseLogFileName } from "./log-file-name.ts";

describe("parseLogFileName", () => {
  it.each([
    ["logs/rust.0.log.txt", "rust", null],
    ["ubuntu.2007-01-19.train-a.log.txt", "ubuntu", "2007-01-19"],
    ["ubuntu-meeting.0.log.txt", "ubuntu-meeting", null],
    ["#rust-20180529.log", "rust", "2018-05-29"],
    ["logs/ubuntu/2007-01-19.log", "ubuntu", "2007-01-19"],
    ["chat_12345678.log", "chat_12345678", null],
    ["2018-02-30.log", "2018-02-30", null],
  ])("%s belongs to #%s", (path, channel, date) => {
    expect(parseLogFileName(path)).toMatchObject({ channel, date });
  });

  it("always finds a name that a channel can have", () => {
    for (const path of ["/.log", "/###", `/${"x".repeat(300)}.log`, "/a\nb.log"]) {
      const { channel } = parseLogFileName(path);
      expect(channel).toMatch(/^[^\r\n]{1,90}$/);
    }
  });
});
