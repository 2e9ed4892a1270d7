/** How the names of regions begin whose services do not answer under amazonaws.com. */
const SUFFIXES: readonly (readonly [begins: string, suffix: string])[] = [
  ["cn-", "amazonaws.com.cn"],
  ["eusc-", "amazonaws.eu"],
  ["us-iso-", "c2s.ic.gov"],
  ["us-isob-", "sc2s.sgov.gov"],
  ["us-isof-", "csp.hci.ic.gov"],
  ["eu-isoe-", "cloud.adc-e.uk"],
];

/** Where the services of a region answer: `amazonaws.com` but for China, Europe's own cloud and closed ones. */
export const dnsSuffix = (region: string): string =>
  SUFFIXES.find(([begins]) => region.startsWith(begins))?.[1] ?? "amazonaws.com";
