import {
  CreateLogGroup$,
  CreateLogStream$,
  DeleteLogGroup$,
  DescribeLogGroups$,
  DescribeLogStreams$,
  FilterLogEvents$,
  GetLogEvents$,
  PutLogEvents$,
} from "@aws-sdk/client-cloudwatch-logs";
import type { OperationSchema } from "../wire.ts";

export const logsSchemas: Record<string, OperationSchema> = {
  CreateLogGroup: CreateLogGroup$,
  CreateLogStream: CreateLogStream$,
  DeleteLogGroup: DeleteLogGroup$,
  DescribeLogGroups: DescribeLogGroups$,
  DescribeLogStreams: DescribeLogStreams$,
  FilterLogEvents: FilterLogEvents$,
  GetLogEvents: GetLogEvents$,
  PutLogEvents: PutLogEvents$,
};
