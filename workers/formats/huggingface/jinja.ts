import type { Reader } from '../../analyse/reader.ts';
import { readText } from '../../analyse/text.ts';
import { asText } from '../../identify/text.ts';
import { LIMITS } from '../../limits.ts';
import { prose } from '../../report/prose.ts';
import { stateTemplate } from './template.ts';

/** A template in a file of its own: chat_template.jinja, additional_chat_templates/<name>.jinja. */
export const readJinja: Reader = async (scope, probe, inspect) => {
  const { source } = scope;
  const bytes = await source.read(0, LIMITS.templateBytes);
  const text = asText(bytes, source.size > bytes.length);
  if (source.size > bytes.length)
    scope.problem(
      'limit',
      bytes.length,
      source.size - bytes.length,
      prose`Only the first ${LIMITS.templateBytes} bytes of the template were read.`,
    );
  const stem = source.name.replace(/^.*[\\/]/, '').replace(/\.(?:jinja2?|j2)$/i, '');
  if (text !== null)
    stateTemplate(scope, {
      name: stem === 'chat_template' ? 'default' : stem,
      holder: 'file',
      text,
      offset: 0,
      length: bytes.length,
    });
  return readText(scope, probe, inspect);
};
