/** Up to so many words between two words of a phrase. */
const gap = (words: number): string => String.raw`\W{1,3}(?:\w{1,30}\W{1,3}){0,${words}}`;

const ORDERS =
  'instructions?|prompts?|rules|guidelines|polic(?:y|ies)|directions|directives?|orders|constraints|restrictions|messages?|training|context|text';
const FINE =
  'none|approved?|safe|allow(?:ed)?|harmless|compliant|clean|benign|ok(?:ay)?|acceptable|fine|pass(?:ed)?|no violations?|not spam|not abus(?:e|ive)|not toxic|0(?:\\.0+)?';
const MACHINE =
  'ai|llm|language model|moderator bot|bot|moderation (?:bot|model|system|ai|filter|engine|tool)|(?:auto(?:mated|matic)?|content) (?:moderator|moderation|filter)|classifier|assistant|chat ?gpt|gpt(?:-?\\d)?|claude|gemini|machine';

const ENGLISH: readonly string[] = [
  String.raw`\b(?:ignore|ignoring|disregard|forget|override|bypass|discard|drop|cancel|set aside|stop following|do not follow|don't follow)\b${gap(4)}(?:your|previous|prior|above|earlier|preceding|foregoing|system|initial|original|former|moderation|before|you were given)\b${gap(3)}(?:${ORDERS})\b`,
  String.raw`\b(?:previous|prior|above|earlier|preceding|system|original|your)\W{1,3}(?:${ORDERS})\b${gap(4)}(?:no longer|void|cancell?ed|obsolete|outdated|superseded|replaced|do not apply|don't apply|were a test)\b`,
  String.raw`\b(?:you are|you're|act as|act like|pretend|behave as|role-?play(?: as)?|simulate)\b${gap(5)}(?:moderator|classifier|language model|ai|assistant|chatbot|llm|gpt|dan|unrestricted|unfiltered|jailbroken|filter)\b`,
  String.raw`\b(?:system|developer|hidden|initial|secret)\W(?:prompt|message|instructions?)\b`,
  String.raw`^\W{0,6}(?:system|assistant|developer)\W{0,3}\s*[:>]`,
  String.raw`<\|[a-z_]{2,30}\|>|\[/?INST\]|<</?SYS>>|</?(?:system|assistant|instructions?|prompt|policy|user_?input|comment|data)>|^#{2,}\s*(?:instruction|system|response|new|policy|task)|\x60\x60\x60\s*json`,
  String.raw`["']?\b(?:label|verdict|confidence|decision|outcome|classification|flagged|category|spam|violation)\b["']?\s*[:=]\s*["']?(?:${FINE}|false|1|null)\b`,
  String.raw`\b(?:respond|reply|answer|output|return|print|classify|label|mark|rate|score|flag|categori[sz]e|treat|judge)\b${gap(6)}(?:${FINE})\b${gap(3)}(?:confidence|label|only|nothing else|please|json|comment|regardless)\b`,
  String.raw`\b(?:respond|reply|answer|output|return|print)\b${gap(3)}(?:only|exactly|just|with|the word|the label|the json|label)\W{1,4}(?:\w{1,30}\W{1,4}){0,4}(?:${FINE})\b`,
  String.raw`\b(?:classify|label|mark|rate|score|flag|categori[sz]e)\b${gap(4)}(?:as|with|to)\W{1,4}(?:\w{1,30}\W{1,4}){0,2}(?:${FINE})\b`,
  String.raw`\b(?:this|the|my|following|above|next)\W(?:comment|text|message|post|submission|content|input)\b${gap(5)}(?:must|should|has to|needs to|is to|shall|already)\b${gap(3)}(?:approved?|classified|labell?ed|marked|published|allowed|rated|accepted|passed|whitelisted|exempt|reviewed)\b`,
  String.raw`\b(?:note|attention|message|hello|hey|dear|hi|reminder|important|instructions?|listen|warning|memo)\b\W{0,3}(?:to|for|,|:)?\W{0,3}(?:the |any |all |whichever |you |our )?(?:${MACHINE})\b`,
  String.raw`\b(?:reveal|repeat|print|show|output|leak|tell me|display|translate|summari[sz]e|quote)\b${gap(4)}(?:system prompt|your\W(?:instructions|prompt|rules|guidelines|policy)|(?:text|words|everything) above)\b`,
  String.raw`\b(?:new|updated|revised|additional|actual|corrected|latest)\W(?:instructions?|tasks?|policy|rules?|directives?|prompt|system message)\W{0,2}\s*[:-]`,
  String.raw`\b(?:end|begin|start|close|beginning) of (?:the |this )?(?:comment|data|input|user|policy|prompt|boundary|instructions|message|untrusted|json|quot)`,
  String.raw`\b(?:as|you,|dear|for) an? (?:${MACHINE})\b`,
  String.raw`\b(?:developer|debug|admin|maintenance|god|sudo|dan|jailbreak|override|unrestricted) mode\b|\bjailbreak|\bdo anything now\b|\bprompt injection\b`,
  String.raw`\b(?:the|any|if) (?:${MACHINE})\b${gap(5)}(?:reading|reads|checks|checking|processing|reviewing|moderating|evaluating|sees|must|should)\b${gap(6)}(?:this|comment|message|text|approve|answer|ignore|respond|reply|return|output)\b`,
  String.raw`\b(?:set|use|give|return|report|with)\b${gap(3)}(?:confidence|label|score|verdict|category)\b${gap(4)}(?:${FINE}|1|100|zero|one|high|low|lowest|highest|empty|null)\b`,
  String.raw`\bcall\b${gap(2)}(?:tool|function|approve|publish)[\w_]*\b|\bapprove_\w+|\btool_calls?\b|\bfunction_call\b`,
];

const JA_ORDERS =
  '指示|命令|プロンプト|ルール|規則|方針|設定|ガイドライン|ポリシー|制約|指図|規約|基準|文脈|内容';
const JA_DROP = '無視|忘れ|破棄|従わ|従うな|無効|取り消|上書き|捨て|リセット|守らな|撤回|適用しな|解除';
const JA_DROP_ORDER = String.raw`(?:無視|破棄|リセット|上書き|解除|撤回|取り消)(?:し|)(?:て(?:ください|下さい|くれ|ね|、|。|$)|ろ|なさい)|(?:無視|破棄|リセット|上書き|解除)せよ|忘れ(?:て(?:ください|下さい|くれ|、|。)|ろ|なさい)|従(?:わないで|うな|わなくて)`;
const JA_MACHINE =
  'AI|LLM|人工知能|言語モデル|モデレーター|モデレータ|審査(?:システム|担当|AI|役|ボット)|判定(?:システム|AI|器|役|ボット)|自動(?:審査|判定|モデレーション)|アシスタント|ChatGPT|GPT|ボット|分類器|チャットボット|フィルター|検閲';
const JA_FINE = String.raw`承認|許可|問題なし|問題ない|問題ありません|安全|無害|none|ok|適切|違反なし|該当なし|合格|公開|スパムではない|なし|クリーン|approve|safe`;

const JAPANESE: readonly string[] = [
  `(?:これまで|ここまで|今まで|いままで|以前|上記|前の|先ほど|先の|上の|すべて|全て|あらゆる|元|最初|システム|当初|あなた|与えられた|従来).{0,14}(?:${JA_ORDERS}).{0,16}(?:${JA_DROP})`,
  `(?:${JA_ORDERS})(?:は|を|には|に|なんて|なんか).{0,6}(?:${JA_DROP_ORDER})`,
  `(?:あなた|君|お前|きみ|貴方|おまえ|キミ)(?:は|が|の役割は).{0,18}(?:${JA_MACHINE})`,
  `(?:${JA_MACHINE})(?:の(?:方|皆さん|皆様|みなさん|あなた)|さん|様|君|くん|殿)?(?:へ|に告ぐ|宛|向け|、|よ[、。!]|に(?:お願い|伝え|命令|指示))`,
  `(?:${JA_MACHINE}).{0,12}(?:従って|従え|出力し|回答し|判定し|承認し|返し|読んで|答え|無視し)`,
  `(?:${JA_FINE})[」』"”'』】]?(?:と|に|だけ|のみ|として|の一言|の[1一]語|を).{0,10}(?:判定|分類|出力|回答|答え|返(?:し|せ|答|信)|ラベル|評価し|マーク|記入|報告し|選ん|扱っ|付け)`,
  `(?:システム|開発者|隠し|内部|初期)(?:プロンプト|メッセージ|指示|命令)`,
  `(?:新しい|新たな|追加の|本当の|更新された|最新の|次の|新)(?:指示|命令|ルール|方針|タスク|プロンプト|ポリシー)(?:は|[:：]|に従|です|が)`,
  `(?:信頼度|確信度|confidence|ラベル|label|判定|結果|出力|回答|カテゴリー?)(?:は|を|が|には|[:：=])\\s*["「『]?(?:[01]|${JA_FINE}|低|最低|高|空)`,
  `(?:コメント|データ|入力|本文|ポリシー|規約|引用|投稿|プロンプト)(?:は|の)?(?:ここで終|ここまで|終わり|終了|以上です)`,
  `(?:この|本|以下の|次の|上の|当該)(?:コメント|投稿|文章|本文|メッセージ|書き込み)(?:は|を|について).{0,24}(?:承認|公開|許可|安全|問題なし|掲載|通過|審査済み|確認済み|対象外|除外)`,
  `(?:開発者|デバッグ|管理者|メンテナンス|特権|制限解除|無制限)モード|ジェイルブレイク|脱獄`,
  `(?:AI|モデル|モデレーター|アシスタント|ボット|編集長|管理者|係)(?:として|のふりを|になりきっ|になったつもり|を演じ)`,
  `(?:指示|プロンプト|命令|ルール|規約|ポリシー|設定)(?:を|の内容を|の全文を|文を).{0,10}(?:表示し|出力し|教えて|繰り返|開示し|見せ|書き出|翻訳し|要約し)`,
  `(?:承認|公開|許可|掲載|通過)(?:して|させて)(?:ください|下さい|くれ|ね)|(?:承認|公開|許可|通過)(?:しろ|せよ|しなさい|させろ)`,
  `(?:ツール|関数).{0,24}(?:呼び出|実行|呼ん)|ロールプレイ`,
];

/**
 * How texts look that give orders to a language model, in English and Japanese, as regular expressions whose gaps are all bounded. Written
 * for this desk from the kinds that OWASP's LLM01:2025 lists; test/corpus/prompts.jsonl is what they are measured on.
 */
export const PROMPT_PATTERNS: readonly string[] = [...ENGLISH, ...JAPANESE];
