"use client";
import { useQuery } from "@tanstack/react-query";
import { Page } from "@/components/layout/page";
import { QueryPanel } from "@/components/layout/query-panel";
import { Columns, Section } from "@/components/layout/section";
import { Banner } from "@/components/ui/banner";
import { datasets } from "@/lib/client/datasets";
import { href } from "@/lib/client/href";
import { useTarget } from "@/lib/client/target-context";
import type { DatasetDetail } from "@/lib/contracts/datasets";
import { formatNumber } from "@/lib/domain/format";
import { datasetWords, uploadWords, datasetPageWords as words } from "@/lib/words/datasets";
import { ColumnTable } from "./column-table";
import { DatasetFiles } from "./dataset-files";
import { DatasetSettings } from "./dataset-settings";
import { DatasetTitle } from "./dataset-title";
import { SampleGrid } from "./sample-grid";

const SHOWN_ROWS = 500;

export interface DatasetPageProps {
  readonly name: string;
}

/** One dataset: what its columns are, its first rows, its files. */
export function DatasetPage({ name }: DatasetPageProps) {
  const target = useTarget();
  const query = useQuery(datasets.detail(target, name));
  return (
    <Page path={[{ label: datasetWords.title, href: href.datasets(target) }, { label: name }]}>
      <QueryPanel query={query} rows={8}>
        {(dataset) => (
          <>
            <DatasetTitle dataset={dataset} />
            <Findings dataset={dataset} />
            <Columns template="minmax(0,1fr) 300px">
              <Section title={words.columns} aside={columnsAside(dataset)}>
                <ColumnTable columns={dataset.columns} target={dataset.target} />
              </Section>
              <div>
                <DatasetSettings dataset={dataset} />
                <DatasetFiles dataset={dataset} />
              </div>
            </Columns>
            {dataset.problem === null ? <FirstRows dataset={dataset} /> : null}
          </>
        )}
      </QueryPanel>
    </Page>
  );
}

const columnsAside = ({ columns, sampledRows, complete }: DatasetDetail): string =>
  words.columnsFound(formatNumber(columns.length), formatNumber(sampledRows), complete);

function Findings({ dataset }: { readonly dataset: DatasetDetail }) {
  if (dataset.problem) {
    const { title, fix } = uploadWords.sampleProblem[dataset.problem];
    return (
      <Banner tone="fail" title={title}>
        {fix}
      </Banner>
    );
  }
  if (dataset.ragged === 0) return null;
  return (
    <Banner tone="warn" title={words.ragged(formatNumber(dataset.ragged))}>
      {words.raggedText}
    </Banner>
  );
}

function FirstRows({ dataset }: { readonly dataset: DatasetDetail }) {
  const target = useTarget();
  const query = useQuery(datasets.rows(target, dataset.name, { offset: 0, limit: SHOWN_ROWS }));
  return (
    <Section
      title={words.firstRows}
      aside={query.data ? words.firstRowsOf(formatNumber(query.data.rows.length)) : null}
    >
      <QueryPanel query={query} rows={8}>
        {({ rows }) => (
          <SampleGrid
            label={words.firstRows}
            columns={dataset.columns}
            rows={rows}
            target={dataset.target}
          />
        )}
      </QueryPanel>
    </Section>
  );
}
