// Texts to screen: ordinary sentences, put together anew for each so that nothing is remembered.

const SENTENCES = {
  en: [
    'The council voted nine to four for the new bridge, and the ferry will run until it opens.',
    'I have lived here for thirty years and never seen the river this high in June.',
    'Could the paper publish the full budget table, please?',
    'My neighbour says the night train was never about profit.',
    'Thank you for the report; the photo on page two is from 2019, though.',
    'What the minister said on Tuesday does not fit what she wrote in March.',
  ],
  ja: [
    '市議会は新しい橋の建設を賛成多数で可決し、渡し船は開通まで続ける方針です。',
    'この町に三十年住んでいますが、六月にこれほど川の水位が上がったのは初めてです。',
    '予算の一覧表を全部載せてもらえませんか。',
    '夜行列車は利益のためだけに走らせていたわけではないと思います。',
    '記事をありがとうございます。ただ、二枚目の写真は２０１９年のものですよ。',
    'バスの本数を増やすより、シネマの跡地を図書館にしてほしいという声が多い。',
  ],
};

/** A text of about `length` UTF-16 units in a language; another one for each `seed`. */
export function textOf(language, length, seed) {
  const sentences = SENTENCES[language];
  let text = `${seed}. `;
  for (let n = seed; text.length < length; n++) text += `${sentences[n % sentences.length]} `;
  return text.slice(0, length);
}

const LATIN = 'abcdefghijklmnopqrstuvwxyz';
const KANA = 'あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわ';

/** Words that are in no text, half of them Japanese. */
export function madeUpWords(count) {
  return Array.from({ length: count }, (_, n) => {
    const letters = n % 2 === 0 ? LATIN : KANA;
    let word = n % 2 === 0 ? 'zq' : 'ゐゑ';
    for (let rest = n + 1; rest > 0; rest = Math.floor(rest / letters.length))
      word += letters[rest % letters.length];
    return word;
  });
}
