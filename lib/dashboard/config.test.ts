import { describe, expect, test } from "vitest";
import { readConfig } from "./config.ts";

describe("readConfig", () => {
  test("an empty environment gives the loopback defaults", () => {
    expect(readConfig({ XDG_DATA_HOME: "/data" })).toEqual({
      port: 3000,
      host: "127.0.0.1",
      allowedHosts: [],
      dataDir: "/data/trainyard",
      engineUrl: "http://127.0.0.1:4566",
      engineCredentials: null,
      region: "us-east-1",
      roleArn: null,
      accountTargets: [],
      network: { proxies: {}, caBundle: null },
      dev: false,
    });
  });

  test("proxies keep their spelling, and an empty one is none", () => {
    const env = { HTTPS_PROXY: "proxy:3128", no_proxy: "localhost", HTTP_PROXY: "" };
    expect(readConfig({ ...env, AWS_CA_BUNDLE: "/etc/company.pem" }).network).toEqual({
      proxies: { HTTPS_PROXY: "http://proxy:3128", no_proxy: "localhost" },
      caBundle: "/etc/company.pem",
    });
  });

  test("targets are profile:region, and a profile may hold colons", () => {
    const { accountTargets } = readConfig({
      TRAINYARD_AWS_TARGETS: "forecasting:us-east-1, a:b:eu-west-1",
    });
    expect(accountTargets).toEqual([
      { name: "forecasting-us-east-1", profile: "forecasting", region: "us-east-1" },
      { name: "a-b-eu-west-1", profile: "a:b", region: "eu-west-1" },
    ]);
  });

  test("two profiles that one URL would mean are refused, one said twice is one", () => {
    expect(() => readConfig({ TRAINYARD_AWS_TARGETS: "a.b:us-east-1,A-b:us-east-1" })).toThrow(
      /"a\.b" and "A-b" would both be called a-b-us-east-1/,
    );
    const { accountTargets } = readConfig({
      TRAINYARD_AWS_TARGETS: "Ops_Team:eu-west-1,Ops_Team:eu-west-1,Ops_Team:us-east-1",
    });
    expect(accountTargets.map(({ name }) => name)).toEqual([
      "ops-team-eu-west-1",
      "ops-team-us-east-1",
    ]);
  });

  test("every bad variable is named", () => {
    expect(() =>
      readConfig({
        TRAINYARD_PORT: "70000",
        TRAINYARD_ENGINE_URL: "file:///etc",
        TRAINYARD_AWS_TARGETS: "nowhere",
      }),
    ).toThrow(/TRAINYARD_PORT[\s\S]*TRAINYARD_ENGINE_URL[\s\S]*TRAINYARD_AWS_TARGETS/);
  });

  test("half a pair of credentials is refused", () => {
    expect(() => readConfig({ TRAINYARD_ACCESS_KEY_ID: "AKIA" })).toThrow(/must be set together/);
  });

  test.each(["0.0.0.0", "::", "192.168.1.4", "example.com"])(
    "listening on %s is refused with the reason",
    (host) => {
      expect(() => readConfig({ TRAINYARD_HOST: host })).toThrow(
        /has no login, so it listens on this machine only/,
      );
    },
  );
});
