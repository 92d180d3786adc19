// What readers of the example site write, in both languages; written for it, about nobody.

const MIRA = { author: 'Mira Holm', email: 'mira@reader.example' };
const KENJI = { author: '健二', email: 'kenji@reader.example' };

/** What is public already, oldest first: by whom, on which thread. */
export const PUBLIC = [
  {
    thread: '1',
    ...MIRA,
    comment: 'I take this train home from the late shift. Without it I would need a car.',
  },
  {
    thread: '1',
    author: 'Owen',
    email: 'owen@reader.example',
    comment: 'How full is it in winter? The article gives numbers for July only.',
  },
  {
    thread: '1',
    ...MIRA,
    comment: 'The council minutes have the winter figures on page nine: about forty people a night.',
  },
  {
    thread: '1',
    author: 'Priya',
    email: 'priya@reader.example',
    comment: 'Good reporting. I would have liked a word from the drivers, too.',
  },
  { thread: '2', ...KENJI, comment: '終電を逃したときに何度も助けられました。存続はうれしいです。' },
  {
    thread: '2',
    author: '千佳',
    email: 'chika@reader.example',
    comment: '運転手さんの勤務条件についても、続報を読みたいです。',
  },
  {
    thread: '2',
    ...KENJI,
    comment: '利用者数の推移は市のサイトで公開されています。昨年より一割ほど増えました。',
  },
  {
    thread: '2',
    author: '川辺',
    email: 'kawabe@reader.example',
    comment: '商店街としては、金曜と土曜だけでも残してほしいと思っていました。',
  },
];

const RAID = 'Mayor Hartwell sold the night train to his brother in law, ask him where the money went';

/** What waits for a person, oldest first. */
export const WAITING = [
  { thread: '1', author: 'Gus', email: 'gus1@mail.example', comment: RAID },
  { thread: '1', author: 'Lena B.', email: 'lena@mail.example', comment: `${RAID}!` },
  { thread: '1', author: 'honest_citizen', email: 'hc@mail.example', comment: `${RAID}!!` },
  { thread: '1', author: 'Tom', email: 'tom77@mail.example', comment: `So ${RAID}` },
  {
    thread: '1',
    author: 'Priya',
    email: 'priya@reader.example',
    comment:
      'Timetable for next year: https://rail.example/night and the petition: https://petition.example/night-train',
    answers: 1,
  },
  {
    thread: '2',
    author: '匿名',
    email: 'tokumei@mail.example',
    comment: '市長はバカだ。賛成した議員も全員辞めろ。',
  },
  {
    thread: '1',
    author: 'Rolf',
    email: 'rolf@mail.example',
    comment: 'You idiots on the council should all drop dead. I know where some of you live.',
  },
  {
    thread: '2',
    author: '夜の客',
    email: 'yoru@mail.example',
    comment: '次に反対したら殺すぞ。本気だからな。',
  },
  {
    thread: '1',
    author: 'deals4u',
    email: 'deals@shop.example',
    comment:
      'Cheap train tickets!!! [url=https://bit.ly/x1]CLICK HERE[/url] https://tickets-now.example https://tickets-now.example/win',
  },
  {
    thread: '2',
    author: '山下',
    email: 'yamashita@reader.example',
    comment: 'バスの時刻が変わると、夜勤の看護師が困ります。現場の声をもっと取り上げてください。',
  },
  {
    thread: '1',
    author: 'Nell',
    email: 'nell@reader.example',
    comment:
      'My grandmother worked on the first night train in 1961. She kept every ticket punch, and the stories that go with them.',
  },
  {
    thread: '1',
    author: 'Bartek',
    email: 'bartek@reader.example',
    comment: 'Is there a plan for bicycles? Last summer people were left on the platform.',
    answers: 3,
  },
  {
    thread: '2',
    author: '小林',
    email: 'kobayashi@reader.example',
    comment: '記事の二段落目、「二十二時台」は「二十三時台」の誤りではないでしょうか。',
  },
  {
    thread: '1',
    author: 'pаypal-support',
    email: 'help@mail.example',
    comment: 'Yоur аccоunt on this site is limited, cоnfirm it: https://replydesk-login.example',
  },
  {
    thread: '2',
    author: 'みどり',
    email: 'midori@reader.example',
    comment: '記者さん、丁寧な取材をありがとうございます。隣町にも同じ制度があれば、と思いました。',
  },
  {
    thread: '1',
    author: 'Ines',
    email: 'ines@reader.example',
    comment: 'Forty people a night is a full carriage. That settles it for me.',
    answers: 3,
  },
];

/** Decisions of the days before: what was sent, and what a person made of it. */
export const DECIDED = [
  { comment: 'Make money at home, ask me how', act: 'spam' },
  { comment: 'Everybody who voted for this is a moron', act: 'reject', reason: 'abuse' },
  { comment: 'Did anybody see the match yesterday?', act: 'reject', reason: 'off-topic' },
  { comment: 'The driver lives at 14 Mill Lane, go and tell him', act: 'reject', reason: 'personal-data' },
  { comment: 'A fair summary of a long evening in the council.', act: 'approve' },
  { comment: '議論の経緯がよく分かりました。', act: 'approve' },
  { comment: '記事と関係ありませんが、昨日の花火は見事でした。', act: 'reject', reason: 'off-topic' },
  { comment: '賛成派は頭がおかしい', act: 'reject', reason: 'abuse' },
  { comment: 'I was there; the vote was closer than it reads here.', act: 'approve' },
  { comment: '停留所の屋根も直してほしいです。', act: 'approve' },
];
