import { Columns } from "@/components/layout/section";
import { CostPanel, type CostPanelProps } from "./cost-panel";
import { NeedsSomeone, type NeedsSomeoneProps } from "./needs-someone";

/** What stands below the list; loaded after it. */
export const FleetPanels = (props: NeedsSomeoneProps & CostPanelProps) => (
  <div className="mt-10">
    <Columns>
      <NeedsSomeone {...props} />
      <CostPanel {...props} />
    </Columns>
  </div>
);
