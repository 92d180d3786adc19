import { defineMessages } from './messages.js';

/** The frame around all pages. */
export const shellMessages = defineMessages({
  'shell.pages': { en: 'Pages', ja: 'ページ' },
  'shell.menu': { en: 'All pages', ja: 'ページ一覧' },
  'shell.loading': { en: 'Loading…', ja: '読み込み中…' },
  'shell.unknown': { en: 'There is no such page', ja: 'ページが見つかりません' },
  'shell.toQueue': { en: 'Go to the queue', ja: 'キューへ移動' },
  'shell.forbidden': {
    en: 'Your role does not open this page',
    ja: 'この役割ではこのページを開けません',
  },
  'go.where': { en: 'Go to', ja: '移動先' },
  'go.key': { en: 'Go to a page: then its key', ja: 'ページへ移動（続けてページのキー）' },
  'palette.title': { en: 'Command palette', ja: 'コマンドパレット' },
  'palette.hint': { en: 'What do you want to do?', ja: '何をしますか' },
  'palette.nothing': { en: 'Nothing of this name', ja: '該当する操作はありません' },
  'palette.queues': { en: 'Queues', ja: 'キュー' },
  'palette.settings': { en: 'Settings', ja: '設定' },
  'palette.search': { en: 'Search comments for “{query}”', ja: '「{query}」でコメントを検索' },
  'palette.keysOn': { en: 'Switch shortcuts on', ja: 'ショートカットをオンにする' },
  'palette.keysOff': { en: 'Switch shortcuts off', ja: 'ショートカットをオフにする' },
  'keys.change': { en: 'Change the key of {does}:', ja: '{does}のキーを変更：' },
  'keys.press': {
    en: '{does}: press the new key. Backspace takes it away, Escape leaves it',
    ja: '{does}：新しいキーを押してください。Backspace で割り当てなし、Esc で取り消し',
  },
  'keys.pressShort': { en: 'Press a key…', ja: 'キーを押す…' },
  'keys.none': { en: 'none', ja: 'なし' },
  'keys.done': { en: '{does}: {key}', ja: '{does}：{key}' },
  'keys.none.done': { en: '{does} has no key now', ja: '{does}のキーをなくしました' },
  'keys.swapped': {
    en: '{does}: {key}. What had this key has the old one',
    ja: '{does}：{key}。元の割り当てとキーを入れ替えました',
  },
  'keys.reset': { en: 'Back to the first keys', ja: '最初のキーに戻す' },
  'keys.reset.done': { en: 'All keys are as they were at first', ja: 'すべてのキーを最初の状態に戻しました' },
  'page.queue': { en: 'Queue', ja: 'キュー' },
});
