import { XmlCodec } from "@aws-sdk/core/protocols";
import { NormalizedSchema } from "@smithy/core/schema";
import type { $SchemaRef } from "@smithy/types";
import { AwsError } from "./errors.ts";
import type { Wire } from "./wire.ts";

// biome-ignore lint/suspicious/noControlCharactersInRegex: what XML 1.0 has no place for.
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/;

export const XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** Reads and writes structures as XML; `namespace` becomes the root element's `xmlns`. */
export function xmlCodec(namespace: string) {
  const codec = new XmlCodec({
    timestampFormat: { useTrait: true, default: 5 },
    httpBindings: true,
    xmlNamespace: namespace,
    serviceNamespace: "",
  });
  return {
    async read(schema: $SchemaRef, bytes: Buffer): Promise<Wire> {
      try {
        if (FORBIDDEN.test(bytes.toString("latin1"))) throw new Error("a control character");
        return (await codec.createDeserializer().read(NormalizedSchema.of(schema), bytes)) as Wire;
      } catch {
        throw new AwsError(
          "MalformedXML",
          "The XML you provided was not well-formed or did not validate against our published schema",
        );
      }
    },
    write(schema: $SchemaRef, value: Wire): string {
      const serializer = codec.createSerializer();
      serializer.write(NormalizedSchema.of(schema), value);
      return escapeControls(String(serializer.flush()));
    },
  };
}

/** One element with text, escaped. */
export function element(name: string, text: string): string {
  const escaped = text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("\r", "&#xD;");
  return `<${name}>${escapeControls(escaped)}</${name}>`;
}

/** The codec writes C0 controls raw; S3 writes them as references, which its clients know to expect. */
function escapeControls(xml: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to escape.
  return xml.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, (character) => {
    return `&#x${character.charCodeAt(0).toString(16).toUpperCase()};`;
  });
}
