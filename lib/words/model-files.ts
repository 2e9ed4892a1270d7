/** Why schema.json or evaluation.json cannot be shown. */
export const absentWords = {
  noArchive: (member: string) => `The archive that would hold ${member} is not there.`,
  noMember: (member: string) => `The container did not write ${member}.`,
  tooLarge: (member: string) => `${member} is larger than 64 MB and is not read here.`,
  malformed: (member: string, where: string) =>
    `${member} is not in the form that the formats page describes${where === "" ? "" : ` (${where})`}.`,
  noJson: (member: string, why: string) =>
    `${member} is no JSON: ${why}. NaN and Infinity do not exist there; null stands for them.`,
} as const;
