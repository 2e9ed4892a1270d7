import { Button } from "@/components/ui/button";
import { common } from "@/lib/words/common";

export interface MoreRowsProps {
  /** An infinite query of TanStack Query, or anything of that shape. */
  readonly query: {
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly fetchNextPage: () => unknown;
  };
}

/** Below a list that has more pages than it shows. */
export function MoreRows({ query }: MoreRowsProps) {
  if (!query.hasNextPage) return null;
  return (
    <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
      {common.table.more}
    </Button>
  );
}
