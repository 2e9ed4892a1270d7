// Part of npm run build: the engine in one file, which npm start and npm run engine also make when it is not current.
import { engineBundle } from "./launcher/engine-bundle.mjs";

await engineBundle();
