import { parseUrlencoded } from './body.js';

const parse = (text: string | Buffer) => Object.fromEntries(parseUrlencoded(Buffer.from(text)).fields);

describe('urlencoded bodies', () => {
  it('decodes percent signs, plus signs and Japanese', () => {
    expect(parse('comment=a+b%20c%E3%81%82&author=%e3%83%8f')).toEqual({ comment: 'a b cあ', author: 'ハ' });
  });

  it('lets the last of equal names count and keeps name[] apart', () => {
    expect(parse('a=1&a=2&comment[]=x')).toEqual({ a: '2', 'comment[]': 'x' });
  });

  it('drops NUL and bytes that are not UTF-8', () => {
    expect(parse('a=x%00y%FFz%C3')).toEqual({ a: 'xyz' });
    expect(parse(Buffer.from([0x61, 0x3d, 0x78, 0xff, 0x79]))).toEqual({ a: 'xy' });
  });

  it('keeps stray percent signs', () => {
    expect(parse('a=100%&b=%zz%4')).toEqual({ a: '100%', b: '%zz%4' });
  });

  it('reads names without value, skips empty parts, and keeps later equal signs', () => {
    expect(parse('&a&b=&=x&c=1=2&')).toEqual({ a: '', b: '', c: '1=2' });
  });

  it('reads at most a hundred fields, and says that there are more', () => {
    const many = (count: number) =>
      parseUrlencoded(Buffer.from(`&&${Array.from({ length: count }, (_, i) => `f${i}=1`).join('&')}&`));
    expect([many(100).fields.size, many(100).complete]).toEqual([100, true]);
    expect([many(101).fields.size, many(101).complete]).toEqual([100, false]);
  });

  it('passes over a field whose name is longer than any', () => {
    expect(parse(`${'n'.repeat(200)}=1&${'n'.repeat(201)}=2&a=3`)).toEqual({
      ['n'.repeat(200)]: '1',
      a: '3',
    });
  });
});
