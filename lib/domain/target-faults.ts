import type { AppErrorCode } from "./app-error";

const SIGN_IN: readonly AppErrorCode[] = [
  "CredentialsMissing",
  "CredentialsExpired",
  "CredentialsRefused",
];

const OF_THE_TARGET: readonly AppErrorCode[] = [...SIGN_IN, "EngineNotRunning", "Unreachable"];

/** Whether somebody has to sign in before the target answers anything. */
export const isSignInFault = (code: AppErrorCode): boolean => SIGN_IN.includes(code);

/** Whether it is a fault of the target as a whole: whatever is asked fails of it alike. */
export const isTargetFault = (code: AppErrorCode | undefined): boolean =>
  code !== undefined && OF_THE_TARGET.includes(code);

/** Whether one answer is enough to know so: one service may be out of reach while others answer. */
export const isSurelyTargetFault = (code: AppErrorCode): boolean =>
  code !== "Unreachable" && isTargetFault(code);
