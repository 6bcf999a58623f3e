export type { TypingBoard } from "./typing-board.ts";
