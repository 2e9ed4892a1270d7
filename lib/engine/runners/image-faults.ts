/** Why an image cannot do what is asked of it, for people: the cause and what to do. */
const because = (reference: string, text: string, cause?: Error): Error =>
  new Error(`The image ${reference} ${text}`, cause && { cause });

export const noProgram = (reference: string, program: string, cause?: Error): Error =>
  because(
    reference,
    `has no program "${program}" on its PATH: put one into the image and make it executable (chmod +x), or name another with ContainerEntrypoint.`,
    cause,
  );

export const notExecutable = (reference: string, program: string, cause?: Error): Error =>
  because(
    reference,
    `cannot run "${program}": it is not executable. Add RUN chmod +x to its Dockerfile.`,
    cause,
  );

export const noInterpreter = (reference: string, program: string, cause?: Error): Error =>
  because(
    reference,
    `cannot run "${program}": the interpreter in its first line (#!) is not in the image, or the line ends like on Windows.`,
    cause,
  );

/** A file that the machine cannot run, though it may. */
export const badFormat = (
  reference: string,
  program: string,
  { image, machine }: { readonly image: string; readonly machine: string },
  cause?: Error,
): Error =>
  image === machine
    ? because(
        reference,
        `cannot run "${program}": it is neither a program of this system nor a script that begins with #!.`,
        cause,
      )
    : because(reference, `cannot be run: ${wrongArchitecture(image, machine)}.`, cause);

/** What an image is made for and what would run here. */
export const wrongArchitecture = (image: string, machine: string): string =>
  `it is made for ${image}, and this machine is ${machine}: build it with docker build --platform linux/${machine}`;

export const SHELL_ENTRYPOINT =
  'The image has a shell-form ENTRYPOINT, which is given neither train nor serve nor signals: write it as ENTRYPOINT ["program"]';

/** Whether an entry point is a shell that is given the real one as text. */
export const isShellForm = ([shell = "", option]: readonly string[]): boolean =>
  option === "-c" && /(^|\/)(ba|da|a)?sh$/.test(shell);
