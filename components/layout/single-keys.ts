const STORAGE_KEY = "trainyard.single-keys";

/** Single keys are on unless this browser was told otherwise. */
export function singleKeysOn(): boolean {
  try {
    return localStorage.getItem(STORAGE_KEY) !== "off";
  } catch {
    return true;
  }
}

/** Remembers the choice in this browser. */
export function setSingleKeys(on: boolean): void {
  try {
    localStorage.setItem(STORAGE_KEY, on ? "on" : "off");
  } catch {
    // Storage may be forbidden; the choice cannot be kept then.
  }
}
