import { checkTarget, mayConnect, type TargetRules } from './target.js';

const strict: TargetRules = { allowPrivate: false, allowHttp: false, ports: [] };
const open: TargetRules = { allowPrivate: true, allowHttp: true, ports: [] };

const verdict = (url: string, rules: TargetRules = strict): string => {
  const checked = checkTarget(url, rules);
  return checked.kind === 'good' ? checked.url.href : checked.fault;
};

describe('checkTarget', () => {
  it.each([
    ['https://news.example/hook', 'https://news.example/hook'],
    ['https://news.example:8443/hook?a=b', 'https://news.example:8443/hook?a=b'],
    ['https://93.184.216.34/hook', 'https://93.184.216.34/hook'],
    ['https://[2606:2800:220:1::1]/hook', 'https://[2606:2800:220:1::1]/hook'],
    ['HTTPS://NEWS.EXAMPLE./', 'https://news.example./'],
  ])('lets %s pass', (url, href) => expect(verdict(url)).toBe(href));

  it.each([
    // One address, many ways to write it.
    'https://127.0.0.1/',
    'https://127.1/',
    'https://127.0.1/',
    'https://2130706433/',
    'https://0x7f000001/',
    'https://0x7f.0.0.1/',
    'https://0x7f.1/',
    'https://0177.0.0.1/',
    'https://017700000001/',
    'https://0177.0x0.0.01/',
    'https://127.0.0.1./',
    'https://１２７.０.０.１/',
    'https://①②⑦.⓪.⓪.①/',
    'https://127。0。0。1/',
    'https://%31%32%37.0.0.1/',
    'https://[::1]/',
    'https://[0:0:0:0:0:0:0:1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:7f00:1]/',
    'https://[0:0:0:0:0:ffff:7f00:0001]/',
    'https://[::127.0.0.1]/',
    'https://[::ffff:0:127.0.0.1]/',
    'https://[64:ff9b::127.0.0.1]/',
    'https://[64:ff9b::7f00:1]/',
    'https://[64:ff9b:1::7f00:1]/',
    'https://[2002:7f00:1::]/',
    'https://[2001:0:7f00:1::1]/',
    // Networks that are not the internet.
    'https://0/',
    'https://0.0.0.0/',
    'https://[::]/',
    'https://10.0.0.1/',
    'https://167772161/',
    'https://172.16.0.1/',
    'https://172.31.255.255/',
    'https://192.168.1.1/',
    'https://0xc0a80101/',
    'https://[::ffff:192.168.1.1]/',
    'https://100.64.0.1/',
    'https://100.100.100.200/',
    'https://169.254.169.254/latest/meta-data/',
    'https://2852039166/',
    'https://0xa9fea9fe/',
    'https://0251.0376.0251.0376/',
    'https://[::ffff:169.254.169.254]/',
    'https://[64:ff9b::a9fe:a9fe]/',
    'https://[2002:a9fe:a9fe::]/',
    'https://192.0.0.192/',
    'https://168.63.129.16/',
    'https://198.18.0.1/',
    'https://192.0.2.1/',
    'https://192.88.99.1/',
    'https://224.0.0.1/',
    'https://240.0.0.1/',
    'https://255.255.255.255/',
    'https://[fe80::1]/',
    'https://[fec0::1]/',
    'https://[fc00::1]/',
    'https://[fd00:ec2::254]/',
    'https://[ff02::1]/',
    'https://[2001:db8::1]/',
    'https://[100::1]/',
    'https://[4000::1]/',
  ])('refuses the address %s', (url) => expect(verdict(url)).toBe('address'));

  it.each([
    ['https://news.example@127.0.0.1/', 'userinfo'],
    ['https://user:secret@news.example/', 'userinfo'],
    ['https://127.0.0.1\\@news.example/', 'address'],
    ['https://news.example#@127.0.0.1/', 'https://news.example/#@127.0.0.1/'],
    ['http://news.example/', 'scheme'],
    ['ftp://news.example/', 'scheme'],
    ['file:///etc/passwd', 'scheme'],
    ['gopher://127.0.0.1:6379/_FLUSHALL', 'scheme'],
    ['javascript:alert(1)', 'scheme'],
    ['data:text/plain,x', 'scheme'],
    ['//news.example/', 'form'],
    ['news.example', 'form'],
    ['https://', 'form'],
    ['https://[fe80::1%25eth0]/', 'form'],
    ['https://256.256.256.256/', 'form'],
    ['https://1.2.3.4.5/', 'form'],
    [`https://news.example/${'x'.repeat(2_000)}`, 'form'],
  ])('reads %s as %s', (url, expected) => expect(verdict(url)).toBe(expected));

  it('lets in plain HTTP and private networks where it is told to, but never link-local or reserved ones', () => {
    expect(verdict('http://127.0.0.1:8080/', open)).toBe('http://127.0.0.1:8080/');
    expect(verdict('https://[fd12::1]/', open)).toBe('https://[fd12::1]/');
    expect(verdict('https://10.1.2.3/', open)).toBe('https://10.1.2.3/');
    for (const host of ['169.254.169.254', '[fe80::1]', '168.63.129.16', '0.0.0.0', '[64:ff9b::a9fe:a9fe]'])
      expect([host, verdict(`http://${host}/`, open)]).toEqual([host, 'address']);
    expect(verdict('http://user@10.0.0.1/', open)).toBe('userinfo');
  });

  it('keeps to the ports of the list, with the usual ones by their names', () => {
    const ports = { ...open, ports: [443, 8443] };
    expect(verdict('https://news.example/', ports)).toBe('https://news.example/');
    expect(verdict('https://news.example:8443/', ports)).toBe('https://news.example:8443/');
    expect(verdict('https://news.example:22/', ports)).toBe('port');
    expect(verdict('http://news.example/', ports)).toBe('port');
  });
});

describe('mayConnect', () => {
  it.each(['localhost', '', '1.2.3', 'fe80::1%eth0', '::ffff:127.0.0.1'])('refuses %p', (address) =>
    expect(mayConnect(address, strict)).toBe(false),
  );

  it.each(['93.184.216.34', '2606:2800:220:1::1', '::ffff:93.184.216.34'])('lets %s pass', (address) =>
    expect(mayConnect(address, strict)).toBe(true),
  );
});
