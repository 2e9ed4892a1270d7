import {
  AddTagsCommand,
  CreateEndpointConfigCommand,
  DeleteEndpointConfigCommand,
  DeleteTagsCommand,
  DescribeEndpointConfigCommand,
  ListTagsCommand,
  type SageMakerClient,
} from "@aws-sdk/client-sagemaker";
import { Cell, orAbsent, type Writer } from "./cell.ts";
import type { Random } from "./random.ts";

export type Tags = Readonly<Record<string, string>>;

export const toTagList = (tags: Tags) =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

export function randomTags(random: Random): Tags {
  const keys = ["stage", "team", "dataset", "note"].slice(random.below(4));
  return Object.fromEntries(keys.map((key) => [key, String(random.below(1000))]));
}

export async function seeTags(sagemaker: SageMakerClient, ResourceArn: string): Promise<Tags> {
  const { Tags = [] } = await sagemaker.send(new ListTagsCommand({ ResourceArn }));
  return Object.fromEntries(Tags.map(({ Key = "", Value = "" }) => [Key, Value]));
}

/** Sets and deletes several tags at a time of something that is there. */
export function createTagWriter(ResourceArn: string): Writer {
  const cell = new Cell<Tags>(`tags of ${ResourceArn}`, {});
  return {
    cells: [cell],
    async step({ sagemaker }, random) {
      const TagKeys = Object.keys(cell.state).slice(random.below(2));
      if (TagKeys.length > 0 && random.below(3) === 0) {
        const kept = Object.entries(cell.state).filter(([key]) => !TagKeys.includes(key));
        const command = new DeleteTagsCommand({ ResourceArn, TagKeys });
        await cell.write(Object.fromEntries(kept), () => sagemaker.send(command));
        return;
      }
      const tags = randomTags(random);
      const command = new AddTagsCommand({ ResourceArn, Tags: toTagList(tags) });
      await cell.write({ ...cell.state, ...tags }, () => sagemaker.send(command));
    },
    async settle({ sagemaker }) {
      cell.settle(await seeTags(sagemaker, ResourceArn));
    },
  };
}

interface Config {
  readonly weights: readonly (number | undefined)[];
  readonly tags: Tags;
}

/** Makes endpoint configurations with tags, deletes them, and makes others of the same names. */
export function createConfigWriter(ModelName: string): Writer {
  const cells = ["config-a", "config-b"].map(
    (name) => new Cell<Config | undefined>(name, undefined),
  );
  const create = (sagemaker: SageMakerClient, cell: Cell<Config | undefined>, random: Random) => {
    const weights = Array.from({ length: 1 + random.below(4) }, () => random.below(10));
    const tags = randomTags(random);
    const command = new CreateEndpointConfigCommand({
      EndpointConfigName: cell.name,
      ProductionVariants: weights.map((InitialVariantWeight, index) => ({
        VariantName: `variant-${index}`,
        ModelName,
        InstanceType: "ml.m5.large",
        InitialInstanceCount: 1,
        InitialVariantWeight,
      })),
      Tags: toTagList(tags),
    });
    return cell.write({ weights, tags }, () => sagemaker.send(command));
  };
  const see = async (sagemaker: SageMakerClient, EndpointConfigName: string) => {
    const command = new DescribeEndpointConfigCommand({ EndpointConfigName });
    const found = await orAbsent(sagemaker.send(command), "ValidationException");
    return (
      found && {
        weights: found.ProductionVariants?.map((one) => one.InitialVariantWeight) ?? [],
        tags: await seeTags(sagemaker, found.EndpointConfigArn ?? ""),
      }
    );
  };
  return {
    cells,
    async step({ sagemaker }, random) {
      const cell = random.pick(cells);
      if (!cell.state) {
        await create(sagemaker, cell, random);
        return;
      }
      const command = new DeleteEndpointConfigCommand({ EndpointConfigName: cell.name });
      await cell.write(undefined, () => sagemaker.send(command));
    },
    async settle({ sagemaker }) {
      for (const cell of cells) cell.settle(await see(sagemaker, cell.name));
    },
  };
}
