"use client";
import { useRouter } from "next/navigation";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Menu } from "@/components/ui/menu";
import { href } from "@/lib/client/href";
import { useTarget } from "@/lib/client/target-context";
import { endpointWords as words } from "@/lib/words/endpoints";
import { LIST_RANGES, type ListRange, rangeInAddress } from "./listed-endpoint";

export interface RangeMenuProps {
  readonly range: ListRange;
  readonly q: string;
}

/** How far back the figures of the list look, kept in the URL. */
export function RangeMenu({ range, q }: RangeMenuProps) {
  const target = useTarget();
  const router = useRouter();
  const choose = (one: ListRange) =>
    router.replace(href.endpoints(target, { q, range: rangeInAddress(one) }), { scroll: false });
  return (
    <Menu
      align="end"
      trigger={
        <Button>
          {words.last(words.ranges[range])}
          <Icon name="chevron-down" />
        </Button>
      }
      items={LIST_RANGES.map((one) => ({
        id: one,
        label: words.last(words.ranges[one]),
        onSelect: () => choose(one),
      }))}
    />
  );
}
