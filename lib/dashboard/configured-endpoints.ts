import { loadSharedConfigFiles } from "@smithy/core/config";

type Environment = Readonly<Record<string, string | undefined>>;
type Section = Readonly<Record<string, string | undefined>>;

/** Address by service id as the SDK spells it ("SageMaker Runtime"); null where AWS's own is used. */
export type ConfiguredEndpoints = (service: string) => string | null;

/**
 * Where the calls of a profile go instead of to AWS: the service's variable, the general variable,
 * the service's entry in the profile's services section, the profile's `endpoint_url`.
 *
 * The SDK looks into the profile of AWS_PROFILE alone, whichever profile signs: it would send the
 * calls of one account to the address of another, so it is told to ignore what is configured and
 * gets what is found here. https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 * @throws Error for an address that is none, and for a services section that is not there.
 */
export async function configuredEndpoints(
  profile: string,
  env: Environment,
): Promise<ConfiguredEndpoints> {
  const { configFile, credentialsFile } = await loadSharedConfigFiles({
    ...(env["AWS_CONFIG_FILE"] ? { configFilepath: env["AWS_CONFIG_FILE"] } : {}),
    ...(env["AWS_SHARED_CREDENTIALS_FILE"] ? { filepath: env["AWS_SHARED_CREDENTIALS_FILE"] } : {}),
  });
  // "default" is the standard chain, which starts from the profile that the environment names.
  const name = profile === "default" ? (env["AWS_PROFILE"] ?? profile) : profile;
  const section: Section = { ...configFile[name], ...credentialsFile[name] };
  if (
    isTrue(env["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] ?? section["ignore_configured_endpoint_urls"])
  )
    return () => null;
  const services = servicesOf(name, section, configFile);
  return (service) => {
    const key = service.replaceAll(" ", "_");
    const url =
      env[`AWS_ENDPOINT_URL_${key.toUpperCase()}`] ||
      env["AWS_ENDPOINT_URL"] ||
      services[`${key.toLowerCase()}.endpoint_url`] ||
      section["endpoint_url"];
    return url ? checked(url, name) : null;
  };
}

const isTrue = (text: string | undefined): boolean => text?.toLowerCase() === "true";

function servicesOf(
  profile: string,
  { services }: Section,
  file: Readonly<Record<string, Section>>,
): Section {
  if (!services) return {};
  const found = file[`services.${services}`];
  if (found) return found;
  throw new Error(
    `The profile "${profile}" names the services section "${services}", which the AWS configuration file does not have.`,
  );
}

function checked(url: string, profile: string): string {
  if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return url;
  throw new Error(
    `The endpoint address "${url}" of the profile "${profile}" is not an http:// or https:// address.`,
  );
}
