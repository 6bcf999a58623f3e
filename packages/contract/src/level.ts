/** The contract level: one more for every change that a client can see on the wire. */
export const contractLevel = 1;

/** The oldest level that this server still speaks: clients of a lower one are told so (`client.too_old`). */
export const oldestLevel = 1;

/** The header in which a client says the level it was made for, and a server the one it is at. */
export const levelHeader = "x-natter-level";
