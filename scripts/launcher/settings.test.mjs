import { resolve } from "node:path";
import { expect, test } from "vitest";
import { defaultDataDir, helpText, parseSettings } from "./settings.mjs";

const ALL = [
  "port",
  "enginePort",
  "dataDir",
  "noOpen",
  "roleArn",
  "awsTargets",
  "images",
  "accountId",
  "region",
];
const HOME = { HOME: "/home/ada" };

test("every setting has its default", () => {
  expect(parseSettings(ALL, [], HOME)).toEqual({
    port: 3000,
    enginePort: 4566,
    dataDir: "/home/ada/.local/share/trainyard",
    noOpen: false,
    roleArn: undefined,
    awsTargets: [],
    images: [],
    accountId: "000000000000",
    region: "us-east-1",
  });
});

test("flags, with the value beside or behind an equals sign", () => {
  const argv = ["--port", "3100", "--engine-port=0", "--data-dir", "there", "--no-open"];
  expect(parseSettings(ALL, argv, HOME)).toMatchObject({
    port: 3100,
    enginePort: 0,
    dataDir: resolve("there"),
    noOpen: true,
  });
});

test("a flag outranks its variable, and a variable the default", () => {
  const env = { ...HOME, TRAINYARD_PORT: "4000", TRAINYARD_ENGINE_PORT: "5000" };
  expect(parseSettings(ALL, ["--port", "3100"], env)).toMatchObject({
    port: 3100,
    enginePort: 5000,
  });
});

test("an empty variable is one that is not set", () => {
  expect(parseSettings(ALL, [], { ...HOME, TRAINYARD_PORT: "" })).toMatchObject({ port: 3000 });
});

test("--aws may be repeated, and the same account twice is one", () => {
  const argv = [
    "--aws",
    "default:eu-west-1",
    "--aws=work:us-gov-west-1",
    "--aws=other:eusc-de-east-1",
    "--aws",
    "default:eu-west-1",
  ];
  expect(parseSettings(ALL, argv, HOME)).toMatchObject({
    awsTargets: ["default:eu-west-1", "work:us-gov-west-1", "other:eusc-de-east-1"],
  });
  const env = { ...HOME, TRAINYARD_AWS_TARGETS: "a:eu-west-1,b:us-east-1" };
  expect(parseSettings(ALL, [], env)).toMatchObject({ awsTargets: ["a:eu-west-1", "b:us-east-1"] });
});

test("images may be repeated, and are named from where one is", () => {
  const argv = ["--image", "one", "--image", "/images/two"];
  expect(parseSettings(ALL, argv, HOME)).toMatchObject({
    images: [resolve("one"), "/images/two"],
  });
  expect(parseSettings(ALL, [], HOME)).toMatchObject({ images: [] });
});

test.each([
  [["--prot", "1"], "Unknown argument --prot."],
  [["start"], 'Unknown argument start. Flags stand after "--"'],
  [["--port"], "--port needs a value"],
  [["--port", "--no-open"], "--port needs a value"],
  [
    ["--port", "65536"],
    '--port must be a port from 0 to 65535 (0 = any free one); "65536" is not.',
  ],
  [["--port", "3e3"], '"3e3" is not'],
  [["--role", "sagemaker"], "--role must be the ARN of a role"],
  [["--aws", "default"], "--aws must be profile:region"],
  [["--aws", "default:mars-1"], "--aws must be profile:region"],
  [["--account", "1"], "Unknown argument --account."],
])("%j is refused in words", (argv, words) => {
  expect(() => parseSettings(ALL, argv, HOME)).toThrow(words);
});

test("everything that is wrong is named at once, variables by their name", () => {
  const env = { ...HOME, TRAINYARD_ACCOUNT_ID: "12", AWS_REGION: "mars" };
  const read = () => parseSettings(ALL, ["--port", "x", "--verbose"], env);
  for (const words of [
    "--port must",
    "--verbose",
    "TRAINYARD_ACCOUNT_ID must",
    "AWS_REGION must",
  ]) {
    expect(read).toThrow(words);
  }
});

test("the data directory follows XDG_DATA_HOME and survives an empty HOME", () => {
  expect(defaultDataDir({ ...HOME, XDG_DATA_HOME: "/data" })).toBe("/data/trainyard");
  expect(defaultDataDir({ HOME: "" })).toMatch(/^\/.+\/\.local\/share\/trainyard$/);
});

test("the help lists every flag and variable", () => {
  const help = helpText("npm start -- [flags]", ALL);
  expect(help).toMatch(/^npm start -- \[flags\]$/m);
  expect(help).toMatch(/^ {2}--aws PROFILE:REGION +TRAINYARD_AWS_TARGETS +an AWS account/m);
  expect(help).toMatch(/^ +AWS_REGION +region of the engine/m);
});
