import { expect, test } from "vitest";
import { parseCommandText, splitParts, takeDuration, takePerson } from "./command-text.ts";

test.each([
  ["hello", { type: "text", text: "hello" }],
  ["/shrug", { type: "command", name: "shrug", args: "" }],
  ["/Shrug  oh well ", { type: "command", name: "shrug", args: "oh well" }],
  ["/poll a\n| b", { type: "command", name: "poll", args: "a\n| b" }],
  ["//shrug", { type: "text", text: "/shrug" }],
  ["///", { type: "text", text: "//" }],
  ["/etc/hosts is a file", { type: "text", text: "/etc/hosts is a file" }],
  ["/ shrug", { type: "text", text: "/ shrug" }],
  ["/", { type: "text", text: "/" }],
  [" /shrug", { type: "text", text: " /shrug" }],
  ["/1", { type: "text", text: "/1" }],
])("[C8] %j is read as %j", (text, expected) => {
  expect(parseCommandText(text)).toEqual(expected);
});

test.each([
  ["@bob spam", { userId: "bob", rest: "spam" }],
  ["<@bob.o@x> ", { userId: "bob.o@x", rest: "" }],
  ["bob", null],
  ["@", null],
])("[C8] of %j the person is %j", (args, expected) => {
  expect(takePerson(args)).toEqual(expected);
});

test.each([
  ["10m spam", { seconds: 600, rest: "spam" }],
  ["2h", { seconds: 7_200, rest: "" }],
  ["10x", { seconds: null, rest: "10x" }],
  ["10mm", { seconds: null, rest: "10mm" }],
])("[C8] of %j the time is %j", (args, expected) => {
  expect(takeDuration(args)).toEqual(expected);
});

test.each([
  ["Where? | here | there ", ["Where?", "here", "there"]],
  ['"Where to?" "here" \u201cthere\u201d', ["Where to?", "here", "there"]],
  ["nothing", []],
])("[C8] of %j the parts are %j", (args, expected) => {
  expect(splitParts(args)).toEqual(expected);
});
