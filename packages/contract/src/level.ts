/** The contract level: one more for every change a client can see on the wire (CHANGES.md says what). */
export const contractLevel = 1;
