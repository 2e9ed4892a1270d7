/** Which jobs a dialog is about. */
export function JobNames({ names }: { readonly names: readonly string[] }) {
  return (
    <ul className="mt-2 max-h-[30vh] overflow-y-auto">
      {names.map((name) => (
        <li key={name}>
          <code>{name}</code>
        </li>
      ))}
    </ul>
  );
}
