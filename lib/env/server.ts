import "server-only";
import { type DashboardConfig, readConfig } from "@/lib/dashboard/config";

let config: DashboardConfig | undefined;

/**
 * The dashboard's configuration, read when first needed: a build loads route modules too, and it
 * has no environment to speak of.
 * @throws Error naming every bad variable.
 */
export function serverEnv(): DashboardConfig {
  config ??= readConfig(process.env);
  return config;
}
