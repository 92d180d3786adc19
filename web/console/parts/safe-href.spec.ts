import { safeHref } from './safe-href.js';

describe('safe href', () => {
  it.each(['https://example.org/a?b=c', 'http://example.org/'])('links to %s', (address) => {
    expect(safeHref(address)).toBe(address);
  });

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'blob:https://example.org/1',
    'file:///etc/passwd',
    'mailto:a@example.org',
    '//example.org/',
    '/console/',
    'example.org',
    '',
  ])('does not link to %p', (address) => {
    expect(safeHref(address)).toBeUndefined();
  });
});
