import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { Prose } from './Prose.tsx';
import { Untrusted } from './Untrusted.tsx';

describe('Untrusted', () => {
  it('prints markup as text, isolated, without links', () => {
    const html = renderToStaticMarkup(<Untrusted text={'<img src=x onerror=alert(1)> https://a.example'} />);
    expect(html).toBe('<bdi class="ut">&lt;img src=x onerror=alert(1)&gt; https://a.example</bdi>');
  });

  it('shows what would not show, and never prints it', () => {
    const html = renderToStaticMarkup(<Untrusted text={'a\u202eb\u0000c\u200bd\u{e0041}'} />);
    expect(html).toMatch(/\\u\{202e\}.*\\u\{0\}.*\\u\{200b\}.*\\u\{e0041\}/s);
    expect(html).not.toMatch(/[\u0000\u200b\u202e\u{e0041}]/u);
  });

  it('cuts long text and says by how much, adding what was cut before', () => {
    const html = renderToStaticMarkup(<Untrusted text={'x'.repeat(600)} cut={1000} max={100} />);
    expect(html).toContain(`${'x'.repeat(100)}<span class="ut-cut"> … 1,500 more</span>`);
  });
});

describe('Prose', () => {
  it('keeps our words, names and file text apart', () => {
    const html = renderToStaticMarkup(
      <Prose text={['Calls ', { code: 'os.system' }, ' in ', { data: '</bdi><b>', cut: 3 }]} />,
    );
    expect(html).toBe(
      'Calls <code>os.system</code> in <bdi class="ut">&lt;/bdi&gt;&lt;b&gt;<span class="ut-cut"> … 3 more</span></bdi>',
    );
  });
});
