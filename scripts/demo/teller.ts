/** Tells the demo's story: numbered chapters, one line per thing that happened, a mark for each promise that was checked. */
export interface Teller {
  chapter(title: string): void;
  say(text: string): void;
  /** A scan and what the station answered. */
  scan(what: string, answer: string): void;
  /** A promise that can be broken; the run then ends with an error. */
  promise(text: string, isKept: boolean, evidence: string): void;
  progress(text: string): void;
  readonly broken: number;
  readonly kept: number;
  readonly lines: readonly string[];
}

export function createTeller(write: (text: string) => void, isTerminal: boolean): Teller {
  const paint = (code: string, text: string): string => (isTerminal ? `\u001b[${code}m${text}\u001b[0m` : text);
  const lines: string[] = [];
  let chapters = 0;
  let kept = 0;
  let broken = 0;
  const line = (plain: string, painted = plain): void => {
    lines.push(plain);
    write(`${painted}\n`);
  };
  return {
    chapter(title) {
      chapters += 1;
      line('');
      line(`${chapters}. ${title}`, paint('1', `${chapters}. ${title}`));
    },
    say: (text) => line(`   ${text}`),
    scan: (what, answer) => line(`   scan  ${what.padEnd(34)} -> ${answer}`, `   ${paint('36', 'scan')}  ${what.padEnd(34)} -> ${answer}`),
    promise(text, isKept, evidence) {
      if (isKept) kept += 1;
      else broken += 1;
      const mark = isKept ? 'kept  ' : 'BROKEN';
      line(`   ${mark}  ${text} (${evidence})`, `   ${paint(isKept ? '32' : '1;31', mark)}  ${text} (${evidence})`);
    },
    progress(text) {
      if (isTerminal) write(`\r   ${text}\u001b[K`);
    },
    get broken() {
      return broken;
    },
    get kept() {
      return kept;
    },
    lines,
  };
}
