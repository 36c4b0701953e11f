import { plain, type Prose as Text } from '../../../workers/report/prose.ts';
import { Prose } from '../../ui/Prose.tsx';

/** Characters that may not fit: then it scrolls, also by keyboard. */
const LONG = 160;

/** The call a verdict is about, as it stands in the file. */
export function Call({ text }: { readonly text: Text }) {
  return (
    <p className="what" tabIndex={plain(text).length > LONG ? 0 : undefined}>
      <Prose text={text} />
    </p>
  );
}
