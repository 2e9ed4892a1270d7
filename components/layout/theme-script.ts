export const THEME_KEY = "trainyard.theme";

/** Runs before the first paint, so that the chosen theme never flashes the other one. */
export const THEME_SCRIPT = `try{const t=localStorage.getItem("${THEME_KEY}");if(t==="light"||t==="dark")document.documentElement.dataset.theme=t}catch{}`;
