export const chronology = {};
