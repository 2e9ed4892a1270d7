import { describe, expect, test } from "vitest";
import { parseCommandLine } from "./config.ts";

describe("the engine's settings", () => {
  test("flags go before the environment, which goes before the defaults", () => {
    const env = { TRAINYARD_ENGINE_PORT: "5000", TRAINYARD_DATA_DIR: "/tmp/from-environment" };
    const { command, config } = parseCommandLine(["--port", "6000", "--image", "/tmp/image"], env);
    expect(command).toBe("serve");
    expect(config).toMatchObject({
      port: 6000,
      dataDirectory: "/tmp/from-environment",
      accountId: "000000000000",
      region: "us-east-1",
      runner: "auto",
    });
    expect(config.imageDirectories.at(-1)).toBe("/tmp/image");
    expect(config.credentials).toBeUndefined();
  });

  test("every bad setting is named", () => {
    const env = {
      TRAINYARD_ENGINE_PORT: "70000",
      TRAINYARD_ACCOUNT_ID: "12",
      AWS_REGION: "moon",
      TRAINYARD_ACCESS_KEY_ID: "AKIA0000000000000000",
    };
    expect(() => parseCommandLine([], env)).toThrow(
      /TRAINYARD_ENGINE_PORT[\s\S]*TRAINYARD_ACCOUNT_ID[\s\S]*AWS_REGION/,
    );
    expect(() => parseCommandLine([], { TRAINYARD_ACCESS_KEY_ID: "AKIA0000000000000000" })).toThrow(
      /TRAINYARD_SECRET_ACCESS_KEY/,
    );
  });

  test("throttles and roles are those of an engine unless somebody asks for others", () => {
    expect(parseCommandLine([], {}).config).toMatchObject({
      throttles: "none",
      roles: ["trainyard-execution"],
    });
    const env = { TRAINYARD_THROTTLES: "none", TRAINYARD_ROLES: "training,serving" };
    expect(parseCommandLine(["--throttles", "aws"], env).config).toMatchObject({
      throttles: "aws",
      roles: ["training", "serving"],
    });
    expect(() => parseCommandLine(["--throttles", "on"], { TRAINYARD_ROLES: "a b" })).toThrow(
      /TRAINYARD_THROTTLES[\s\S]*TRAINYARD_ROLES/,
    );
  });

  test("empty variables count as not set, and an unknown command is refused", () => {
    expect(parseCommandLine(["prepare"], { AWS_REGION: "" })).toMatchObject({
      command: "prepare",
      config: { region: "us-east-1" },
    });
    expect(() => parseCommandLine(["sing"], {})).toThrow('Unknown command "sing"');
  });
});
