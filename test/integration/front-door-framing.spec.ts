import { Submission } from '../../src/domain/submission.entity.js';
import { formFields } from '../support/comment-form.js';
import type { TestDatabase } from '../support/database.js';
import { type FrontDoor, openFrontDoor } from '../support/front-door.js';
import { answerTo, converse, request, statusesIn } from '../support/raw-socket.js';

let door: FrontDoor;
let database: TestDatabase;
let port: number;

beforeAll(async () => {
  door = await openFrontDoor();
  ({ database, port } = door);
}, 60_000);

afterAll(() => door.close());

const FORM = '/wp-comments-post.php';
const URLENCODED = 'application/x-www-form-urlencoded';
const form = () => new URLSearchParams(formFields()).toString();
const stored = () => database.dataSource.getRepository(Submission).count();

describe('framing that two servers could read differently', () => {
  const smuggled = `GET /smuggled HTTP/1.1\r\nhost: desk.example\r\n\r\n`;
  const chunked = `0\r\n\r\n${smuggled}`;
  const CORPUS: [string, string[], string][] = [
    ['TE and CL', ['transfer-encoding: chunked', 'content-length: 4'], chunked],
    ['CL and TE', ['content-length: 4', 'transfer-encoding: chunked'], chunked],
    ['two lengths', ['content-length: 0', `content-length: ${smuggled.length}`], smuggled],
    ['two lengths in one', [`content-length: 0, ${smuggled.length}`], smuggled],
    ['a signed length', ['content-length: +5'], 'a=b&c'],
    ['a negative length', ['content-length: -1'], smuggled],
    ['a hexadecimal length', ['content-length: 0x5'], 'a=b&c'],
    ['a length with a space', ['content-length : 5'], 'a=b&c'],
    ['an obscured TE', ['transfer-encoding: xchunked'], chunked],
    ['a TE after a tab', ['transfer-encoding:\tchunked, identity'], chunked],
    ['a TE before a space', ['transfer-encoding : chunked'], chunked],
    ['chunked twice', ['transfer-encoding: chunked, chunked'], chunked],
    ['two TE', ['transfer-encoding: identity', 'transfer-encoding: chunked'], chunked],
    ['gzip in chunks', ['transfer-encoding: gzip, chunked'], chunked],
    ['a folded header', ['x-a: b', ' transfer-encoding: chunked', 'content-length: 4'], chunked],
    ['a bare CR in a header', ['x-a: b\rtransfer-encoding: chunked', 'content-length: 0'], smuggled],
    ['a bare LF after a header', ['x-a: b\ntransfer-encoding: chunked', 'content-length: 4'], chunked],
    ['NUL in a header', ['x-a: b\0c', 'content-length: 0'], ''],
    ['a chunk size that is none', ['transfer-encoding: chunked'], `zz\r\nabc\r\n0\r\n\r\n${smuggled}`],
    [
      'a chunk size too large for a number',
      ['transfer-encoding: chunked'],
      `ffffffffffffffffff\r\nabc\r\n0\r\n\r\n`,
    ],
    ['a chunk longer than told', ['transfer-encoding: chunked'], `1\r\nabc\r\n0\r\n\r\n${smuggled}`],
    ['a chunk size ended by LF', ['transfer-encoding: chunked'], `3\nabc\r\n0\r\n\r\n${smuggled}`],
  ];

  it.each(CORPUS)('is refused and the connection closed: %s', async (_name, lines, body) => {
    const before = await stored();
    const head = [`POST ${FORM} HTTP/1.1`, 'host: desk.example', `content-type: ${URLENCODED}`, ...lines];
    const answer = await answerTo(port, Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`, 'latin1'));
    // One refusal, by Node or by the desk, and nothing that answers what was smuggled.
    expect(statusesIn(answer).map((status) => [400, 415].includes(status))).toEqual([true]);
    expect(await stored()).toBe(before);
  });

  it('a body shorter than its told length stores nothing', async () => {
    const before = await stored();
    const { socket, closed } = converse(
      port,
      request([`POST ${FORM} HTTP/1.1`, `content-type: ${URLENCODED}`, 'content-length: 5000'], form()),
    );
    socket.end();
    await closed;
    expect(await stored()).toBe(before);
  });

  it('a body longer than its told length is cut there, and the rest is no request', async () => {
    const body = form();
    const answer = await answerTo(
      port,
      `POST ${FORM} HTTP/1.1\r\nhost: desk.example\r\ncontent-type: ${URLENCODED}\r\ncontent-length: ${body.length}\r\n\r\n${body}&more=1`,
    );
    // The second answer may come first: the connection is broken by then.
    expect(statusesIn(answer).at(-1)).toBe(400);
  });

  it.each([
    ['no host', 'GET /healthz HTTP/1.1\r\n\r\n'],
    ['no HTTP', 'hello\r\n\r\n'],
    ['TLS', Buffer.from('160301020001000001fc0303', 'hex')],
    ['a space in the address', 'GET /a b HTTP/1.1\r\nhost: x\r\n\r\n'],
    ['another protocol', 'GET / HTTP/9.9\r\nhost: x\r\n\r\n'],
    ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ])('what is no request is refused: %s', async (_name, bytes) => {
    const { received, closed, socket } = converse(port, bytes);
    socket.end();
    await closed;
    expect(statusesIn(received()).filter((status) => status !== 400)).toEqual([]);
  });
});
