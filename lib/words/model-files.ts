/** Why schema.json or evaluation.json cannot be shown. */
export const absentWords = {
  noArchive: (member: string) => `The archive that would hold ${member} is not there.`,
  noMember: (member: string) => `The container did not write ${member}.`,
  tooLarge: (member: string) => `${member} is larger than 16 MB and is not read here.`,
  broken: (member: string) =>
    `The archive that would hold ${member} is damaged, or no tar archive packed with gzip.`,
  brokenArchive: "It is damaged, or no tar archive packed with gzip.",
  malformed: (member: string, where: string) =>
    `${member} is not in the form that the formats page describes${where === "" ? "" : ` (${where})`}.`,
  noJson: (member: string, why: string) =>
    `${member} is no JSON: ${why}. NaN and Infinity do not exist there; null stands for them.`,
} as const;
