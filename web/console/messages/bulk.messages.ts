import { defineMessages } from './messages.js';

const ACT_EN = '{act, select, approve {Approve} keep {Keep} spam {Reject as spam} other {Reject}}';
const DONE_EN = '{act, select, approve {approved} undo {taken back} other {rejected}}';
const DONE_JA = '{act, select, approve {承認しました} undo {元に戻しました} other {却下しました}}';

/** Many comments at once. */
export const bulkMessages = defineMessages({
  'page.bulk': { en: 'Bulk', ja: '一括判断' },
  'bulk.label': { en: 'Selected comments', ja: '選択したコメント' },
  'bulk.choose': { en: 'Select the comment of {name}', ja: '{name}さんのコメントを選択' },
  'bulk.chosen': { en: '{count, number} selected', ja: '{count, number} 件を選択中' },
  'bulk.choosePage': {
    en: 'Select all {count, number} on this page',
    ja: 'このページの {count, number} 件をすべて選択',
  },
  'bulk.chooseAll': { en: 'Select all {count} matching', ja: '該当する {count} 件をすべて選択' },
  'bulk.allChosen': {
    en: 'Everything that matches is selected.',
    ja: '該当するコメントがすべて選択されています。',
  },
  'bulk.tooMany': {
    en: 'More than {count} match: narrow the list to select all.',
    ja: '該当が {count} 件を超えています。すべて選択するには絞り込んでください。',
  },
  'bulk.clear': { en: 'Clear selection', ja: '選択を解除' },
  'bulk.act.reject': { en: 'Reject…', ja: '却下…' },
  'bulk.ask': {
    en: `${ACT_EN} {count, plural, one {# comment} other {# comments}}?`,
    ja: '{count, number} 件のコメントを{act, select, approve {承認} keep {公開を継続} spam {スパムとして却下} other {却下}}しますか？',
  },
  'bulk.confirm': {
    en: `${ACT_EN} {count, number}`,
    ja: '{count, number} 件を{act, select, approve {承認} keep {公開を継続} spam {スパムとして却下} other {却下}}',
  },
  'bulk.does.approve': { en: 'They become public at once.', ja: 'すぐに公開されます。' },
  'bulk.does.keep': {
    en: 'They stay public, and their reports are answered.',
    ja: '公開されたまま、報告には対応済みとなります。',
  },
  'bulk.does.reject': {
    en: 'Nobody sees them; their authors are told the reason.',
    ja: '公開されません。投稿者には理由が伝えられます。',
  },
  'bulk.does.spam': {
    en: 'Nobody sees them; they count as spam.',
    ja: '公開されません。スパムとして扱われます。',
  },
  'bulk.does.rest': {
    en: 'What colleagues decide in the meantime stays as they decided it. You can take everything back for 24 hours.',
    ja: 'その間にほかの人が判断したものは、そのまま残ります。24 時間以内なら、まとめて元に戻せます。',
  },
  'bulk.everything': { en: 'Everything in “{queue}”.', ja: '「{queue}」のすべてが対象です。' },
  'bulk.byFilters': {
    en: 'Everything in “{queue}” that matches:',
    ja: '「{queue}」のうち、次の条件に合うすべてが対象です：',
  },
  'bulk.note': { en: 'Note for colleagues (optional)', ja: 'ほかのモデレーターへのメモ（任意）' },
  'bulk.type': {
    en: 'Type {count, number} to confirm',
    ja: '確認のため、件数（{count, number}）を入力してください',
  },
  'bulk.second': {
    en: 'It begins when a second person has approved it.',
    ja: '別の人が承認してから始まります。',
  },
  'bulk.back': { en: 'Back', ja: '戻る' },
  'bulk.state.waiting': {
    en: '{total, plural, one {# comment waits} other {# comments wait}} for a second person.',
    ja: '{total, number} 件の一括判断が、別の人の承認を待っています。',
  },
  'bulk.state.running': {
    en: '{act, select, approve {Approving} undo {Taking back} other {Rejecting}}: {done, number} of {total, number}',
    ja: '{act, select, approve {承認} undo {元に戻す処理} other {却下}}を実行中：{done, number}／{total, number} 件',
  },
  'bulk.state.done': { en: `{count, number} ${DONE_EN}.`, ja: `{count, number} 件を${DONE_JA}。` },
  'bulk.state.cancelled': {
    en: `Stopped: {count, number} of {total, number} ${DONE_EN}.`,
    ja: `中止しました。{total, number} 件のうち {count, number} 件を${DONE_JA}。`,
  },
  'bulk.state.failed': {
    en: `It failed: {count, number} of {total, number} ${DONE_EN}.`,
    ja: `エラーで終了しました。{total, number} 件のうち {count, number} 件を${DONE_JA}。`,
  },
  'bulk.progress': { en: 'Progress', ja: '進み具合' },
  'bulk.cancel': { en: 'Stop', ja: '中止' },
  'bulk.undo': { en: 'Take all back', ja: 'まとめて元に戻す' },
  'bulk.failed': { en: 'This could not be done', ja: '実行できませんでした' },
  'bulk.conflicts': {
    en: '{count, plural, one {# was left alone} other {# were left alone}}',
    ja: '変更しなかったもの：{count, number} 件',
  },
  'bulk.conflictsHint': {
    en: 'They had changed since they were selected, so they stay as they are.',
    ja: '選択した後に変わっていたため、そのまま残しました。',
  },
  'bulk.last.approve': { en: 'approved by {name}', ja: '{name}さんが承認' },
  'bulk.last.reject': { en: 'rejected by {name}', ja: '{name}さんが却下' },
  'bulk.last.undo': { en: 'taken back by {name}', ja: '{name}さんが取り消し' },
  'bulk.title': {
    en: '{act, select, approve {Approve} undo {Take back} other {Reject}} {count, plural, one {# comment} other {# comments}}',
    ja: '{count, number} 件を{act, select, approve {承認} undo {元に戻す} other {却下}}',
  },
  'bulk.stateName.waiting_for_second': { en: 'Waits for approval', ja: '承認待ち' },
  'bulk.stateName.queued': { en: 'Begins soon', ja: '開始待ち' },
  'bulk.stateName.running': { en: 'Under way', ja: '実行中' },
  'bulk.stateName.done': { en: 'Done', ja: '完了' },
  'bulk.stateName.cancelled': { en: 'Stopped', ja: '中止' },
  'bulk.stateName.failed': { en: 'Failed', ja: 'エラー' },
  'bulk.approve': { en: 'Approve and begin', ja: '承認して開始' },
  'bulk.approvedBy': { en: 'approved by {name}', ja: '承認：{name}さん' },
  'bulk.isUndone': { en: 'It was taken back.', ja: 'この判断は元に戻されました。' },
  'bulk.waitForMe': {
    en: '{count, plural, one {# waits for you} other {# wait for you}}',
    ja: '承認待ち {count, number} 件',
  },
  'bulk.listFailed': { en: 'The list could not be loaded', ja: '一覧を読み込めませんでした' },
  'bulk.none': { en: 'No bulk decisions yet', ja: '一括判断はまだありません' },
  'bulk.noneHint': {
    en: 'Select several comments in the queue (X, Shift+X) to decide them together.',
    ja: 'コメント一覧で複数を選択すると（X、Shift+X）、まとめて判断できます。',
  },
  'help.choose': { en: 'Select the open comment', ja: '開いているコメントを選択' },
  'help.chooseRange': { en: 'Select up to the open comment', ja: '開いているコメントまで範囲選択' },
});
