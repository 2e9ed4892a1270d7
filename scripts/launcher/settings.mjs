import { userInfo } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { LauncherError } from "./project.mjs";

const ROLE_ARN = /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/;
const REGION = /^[a-z]{2,4}(-[a-z]+)+-\d$/;
const PROFILE = /^[^:,]+$/;

const port = (text) =>
  /^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : undefined;
const matching = (pattern) => (text) => (pattern.test(text) ? text : undefined);
const awsTarget = (text) => {
  const [profile = "", region = "", rest] = text.split(":");
  return rest === undefined && PROFILE.test(profile) && REGION.test(region) ? text : undefined;
};

/** Where state lives unless told otherwise (XDG Base Directory Specification 0.8). */
export function defaultDataDir(env) {
  // An empty HOME counts as none.
  const home = env.HOME || userInfo().homedir;
  return join(env.XDG_DATA_HOME || join(home, ".local", "share"), "trainyard");
}

/**
 * Every setting of every command: flag, environment variable, what it must be, and its default.
 * `parse` answers undefined for what it refuses; `wants` completes the sentence "… must be …".
 */
const SETTINGS = {
  port: {
    flag: "--port",
    env: "TRAINYARD_PORT",
    value: "N",
    help: "port of the dashboard (3000)",
    wants: "a port from 0 to 65535 (0 = any free one)",
    parse: port,
    fallback: () => 3000,
  },
  enginePort: {
    flag: "--engine-port",
    env: "TRAINYARD_ENGINE_PORT",
    value: "N",
    help: "port of the engine (4566)",
    wants: "a port from 0 to 65535 (0 = any free one)",
    parse: port,
    fallback: () => 4566,
  },
  dataDir: {
    flag: "--data-dir",
    env: "TRAINYARD_DATA_DIR",
    value: "DIR",
    help: "where everything is kept ($XDG_DATA_HOME/trainyard)",
    wants: "a folder",
    parse: (text) => resolve(text),
    fallback: defaultDataDir,
  },
  noOpen: {
    flag: "--no-open",
    env: "TRAINYARD_NO_OPEN",
    help: "do not open the browser",
    wants: "1 or 0",
    parse: (text) => ({ 1: true, true: true, 0: false, false: false })[text],
    fallback: () => false,
  },
  roleArn: {
    flag: "--role",
    env: "TRAINYARD_ROLE_ARN",
    value: "ARN",
    help: "execution role for training jobs and models",
    wants: "the ARN of a role, such as arn:aws:iam::123456789012:role/sagemaker",
    parse: matching(ROLE_ARN),
  },
  awsTargets: {
    flag: "--aws",
    env: "TRAINYARD_AWS_TARGETS",
    value: "PROFILE:REGION",
    help: "an AWS account to work in beside this machine; may be repeated",
    wants: "profile:region, such as default:eu-west-1",
    parse: awsTarget,
    repeats: true,
    fallback: () => [],
  },
  images: {
    flag: "--image",
    env: "TRAINYARD_IMAGES",
    value: "DIR",
    help: "an image of your own (a folder with image.json); may be repeated",
    wants: "a folder",
    parse: (text) => resolve(text),
    repeats: true,
    fallback: () => [],
  },
  accountId: {
    env: "TRAINYARD_ACCOUNT_ID",
    help: "account id of the engine (000000000000)",
    wants: "12 digits",
    parse: matching(/^\d{12}$/),
    fallback: () => "000000000000",
  },
  region: {
    env: "AWS_REGION",
    help: "region of the engine (us-east-1)",
    wants: "a region, such as us-east-1",
    parse: matching(REGION),
    fallback: () => "us-east-1",
  },
};

/** npm keeps flags before "--" to itself and passes on their values alone, so that is what this most often is. */
const describeUnknown = (argument) =>
  argument.startsWith("-")
    ? `Unknown argument ${argument}.`
    : `Unknown argument ${argument}. Flags stand after "--", as in: npm start -- --port 3000`;

/** Collects the texts given for each flag, by setting name; a switch has the text "1". */
function collectFlags(names, argv, problems) {
  const flagged = names.filter((name) => SETTINGS[name].flag);
  const byFlag = new Map(flagged.map((name) => [SETTINGS[name].flag, name]));
  const options = Object.fromEntries(
    flagged.map((name) => [
      SETTINGS[name].flag.slice(2),
      { type: SETTINGS[name].value ? "string" : "boolean" },
    ]),
  );
  const given = new Map();
  const { tokens } = parseArgs({ args: argv, options, strict: false, tokens: true });
  for (const { rawName, value, inlineValue, index } of tokens) {
    const name = byFlag.get(rawName);
    if (!name) problems.push(describeUnknown(argv[index]));
    else if (SETTINGS[name].value && (!value || (!inlineValue && value.startsWith("--"))))
      problems.push(`${rawName} needs a value: ${SETTINGS[name].value}.`);
    else given.set(name, [...(given.get(name) ?? []), value ?? "1"]);
  }
  return given;
}

function parseTexts(name, source, texts, problems) {
  const { parse, wants, repeats } = SETTINGS[name];
  const values = texts.map((text) => {
    const value = parse(text);
    if (value === undefined) problems.push(`${source} must be ${wants}; "${text}" is not.`);
    return value;
  });
  return repeats ? [...new Set(values)] : values.at(-1);
}

/**
 * Reads the settings a command knows. A flag outranks its environment variable, which outranks the default.
 * @param {string[]} names keys of the table above
 * @returns {Record<string, any>} one value for each name (undefined only for `roleArn`)
 * @throws {LauncherError} naming everything that is wrong, not only the first
 */
export function parseSettings(names, argv, env) {
  const problems = [];
  const given = collectFlags(names, argv, problems);
  const settings = {};
  for (const name of names) {
    const setting = SETTINGS[name];
    const flags = given.get(name);
    const variable = env[setting.env];
    if (flags) settings[name] = parseTexts(name, setting.flag, flags, problems);
    else if (variable)
      settings[name] = parseTexts(
        name,
        setting.env,
        setting.repeats ? variable.split(",") : [variable],
        problems,
      );
    else settings[name] = setting.fallback?.(env);
  }
  if (problems.length > 0) {
    throw new LauncherError(`${problems.join("\n")}\n--help lists what there is.`);
  }
  return settings;
}

/** What the engine is told about its data and its images, to serve as to prepare. */
export const engineFlags = ({ dataDir, images = [] }) => [
  "--data-dir",
  dataDir,
  ...images.flatMap((image) => ["--image", image]),
];

/** The text of --help, from the same table. */
export function helpText(usage, names) {
  const rows = names.map((name) => {
    const { flag, value, env, help } = SETTINGS[name];
    return [flag ? `${flag} ${value ?? ""}`.trim() : "", env, help];
  });
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column].length)));
  const lines = rows.map(
    ([flag, env, help]) => `  ${flag.padEnd(widths[0])}  ${env.padEnd(widths[1])}  ${help}`,
  );
  return `${usage}\n\n${lines.join("\n")}\n`;
}
