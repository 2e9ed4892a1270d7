"use client";
import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { useState } from "react";
import { FailureBanner } from "@/components/layout/query-panel";
import { useOnTargetBack } from "@/components/layout/target-problem";
import { Banner } from "@/components/ui/banner";
import { DropZone } from "@/components/ui/drop-zone";
import { SkeletonRows } from "@/components/ui/skeleton";
import { sampleFile } from "@/lib/client/datasets";
import type { HeaderSetting } from "@/lib/domain/csv-header";
import { uploadWords as words } from "@/lib/words/datasets";
import { CorsNotice } from "./cors-notice";
import { UploadForm, type UploadSettings } from "./upload-form";
import { UploadProgress } from "./upload-progress";
import { useFileSample } from "./use-file-sample";
import { useUpload } from "./use-upload";

/** A file from this machine becomes a dataset in the bucket. */
export function UploadContent() {
  const wantsSample = useSearchParams().get("sample") === "1";
  const sample = useQuery({ ...sampleFile, enabled: wantsSample });
  const [picked, setPicked] = useState<File | null>(null);
  const file = picked ?? (wantsSample ? (sample.data ?? null) : null);
  const { running, failed, begin, forget } = useUpload(file);
  useOnTargetBack(failed?.error, () => failed?.retry());
  return (
    <div className="grid gap-6">
      <CorsNotice />
      {failed ? <FailureBanner error={failed.error} retry={failed.retry} /> : null}
      {sample.error ? <FailureBanner error={sample.error} /> : null}
      {running && file ? (
        <UploadProgress upload={running} file={file} onCancelled={forget} />
      ) : null}
      {!running && file ? <ChosenFile key={fileKey(file)} file={file} onBegin={begin} /> : null}
      {running ? null : (
        <DropZone
          label={words.file}
          onFile={setPicked}
          onText={(text) => setPicked(new File([text], words.pasted, { type: "text/csv" }))}
        >
          {file ? words.otherFile : undefined}
        </DropZone>
      )}
    </div>
  );
}

const fileKey = ({ name, size, lastModified }: File) => `${name}:${size}:${lastModified}`;

interface ChosenFileProps {
  readonly file: File;
  readonly onBegin: (settings: UploadSettings) => void;
}

function ChosenFile({ file, onBegin }: ChosenFileProps) {
  const [header, setHeader] = useState<HeaderSetting | null>(null);
  const reading = useFileSample(file, header);
  if (reading.state === "reading") return <SkeletonRows />;
  if (reading.state === "gone") {
    return (
      <Banner tone="fail" title={`${file.name}: ${words.fileGone}`}>
        {words.chooseAgain}
      </Banner>
    );
  }
  if (reading.state === "refused") {
    const { title, fix } = words.sampleProblem[reading.problem];
    return (
      <Banner tone="fail" title={`${file.name}: ${title}`}>
        {fix}
      </Banner>
    );
  }
  return (
    <UploadForm
      file={file}
      sample={reading.sample}
      header={header}
      onHeader={setHeader}
      onBegin={onBegin}
    />
  );
}
