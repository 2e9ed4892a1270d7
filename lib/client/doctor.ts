import { queryOptions } from "@tanstack/react-query";
import { api } from "./api-paths";
import { getJson } from "./fetch";

const doctorReport = async () => (await import("@/lib/contracts/doctor")).doctorReport;

/** The checks of a target; asked when the page opens and when somebody asks again. */
export const doctorQuery = (target: string) =>
  queryOptions({
    queryKey: [target, "doctor"] as const,
    queryFn: ({ signal }) => getJson(api.doctor(target), doctorReport, signal),
    refetchOnWindowFocus: false,
  });
