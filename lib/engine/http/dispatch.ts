import { AwsError } from "../protocol/errors.ts";
import { KNOWN_OPERATIONS } from "../protocol/known-operations.ts";
import type {
  Call,
  Operation,
  ServedOperation,
  Service,
  ServiceName,
} from "../protocol/operation.ts";
import { SERVICE_MODELS } from "../protocol/service-models.ts";
import type { Dialect } from "../protocol/signature/verify.ts";
import { validateInput } from "../protocol/validation.ts";
import type { Wire, WireProtocol, WireRequest, WireResponse } from "../protocol/wire.ts";
import type { Reserve } from "../state/reserve.ts";

/** Runs the operation that a verified request names. */
export interface Dispatcher {
  dispatch(
    service: ServiceName,
    operation: string,
    protocol: WireProtocol,
    request: WireRequest,
    call: Call,
  ): Promise<WireResponse>;
}

/** What frees room, or ends what takes it, must not fail for want of room. */
const FREES = /^(Abort|BatchDelete|Delete|Stop|Untag)/;

export function createDispatcher({
  services,
  reserve,
}: {
  readonly services: readonly Service[];
  readonly reserve: Reserve;
}): Dispatcher {
  const byName = new Map(services.map((service) => [service.name, service]));
  return {
    async dispatch(service, operation, protocol, request, call) {
      const served = findServed(byName.get(service), service, operation);
      const schema = (await SERVICE_MODELS[service].schemas())[operation];
      if (!schema) throw new Error(`protocol/schemas has no ${service} ${operation}`);
      const input = await protocol.decode(schema, request);
      const { validationCode } = SERVICE_MODELS[service];
      if (served.validate) validateInput(served.validate, input, validationCode);
      const handle = served.handle as Operation<Wire, object | undefined>;
      const run = async () => handle(input, call);
      const output = await (FREES.test(operation) ? reserve.spendLater(run) : run());
      return protocol.encode(schema, (output ?? {}) as Wire, call.requestId);
    },
  };
}

/** The protocol that a dialect of a service is encoded in. */
export async function protocolOf(service: ServiceName, dialect: Dialect): Promise<WireProtocol> {
  const model = SERVICE_MODELS[service];
  if (dialect !== "query" && model.protocol) return model.protocol();
  const { awsQuery } = await import("../protocol/query.ts");
  return awsQuery(model.query?.namespace ?? "");
}

function findServed(
  service: Service | undefined,
  name: ServiceName,
  operation: string,
): ServedOperation {
  const served = service?.operations[operation];
  if (served && Object.hasOwn(service.operations, operation)) return served;
  if (Object.hasOwn(KNOWN_OPERATIONS[name], operation)) {
    throw new AwsError(
      "NotImplemented",
      `${operation} is not implemented by Trainyard. docs/engine-coverage.md lists what is.`,
      501,
    );
  }
  throw new AwsError(
    SERVICE_MODELS[name].query ? "InvalidAction" : "UnknownOperationException",
    `The operation "${operation}" is not known to ${name}.`,
    SERVICE_MODELS[name].target ? 400 : 404,
  );
}
