// Words of the SPARQL page in both languages, families of questions, signs of the types, questions to begin with.
const WORDS = {
  zh: {
    found: "{0} 个问题", search: "搜索问题", families: "按主题筛选", all: "全部", noneFound: "没有这样的问题", noTerm: "没有这样的词", fold: "收起问题库", unfold: "打开问题库（{0} 个问题）",
    own: "自己提问", ownHint: "用 SPARQL 写下问题；左边的问题库里有现成的，选一个、改几个字就能用。", edited: "已改动", restore: "还原",
    parameters: "问题的参数", run: "运行", stop: "停止", editor: "SPARQL 问题", keys: "Ctrl/⌘ + Enter 运行 · Tab 离开编辑框",
    keysRich: "Ctrl/⌘ + Enter 运行 · Ctrl + 空格 补全 · Tab 离开编辑框", terms: "词汇", termsSearch: "搜索类与属性", classes: "类", properties: "属性",
    prefix: "前缀", keyword: "关键字", variable: "变量", completions: "补全", blank: "空白问题", copies: "复制", link: "链接", copied: "已复制", notCopied: "浏览器不许复制",
    hintRun: "按“运行”，答案就在这里。", hint: "选一个问题，按“运行”，答案就在这里。也可以试试：", counts: "图里有什么，各有多少", drawing: "画出规划与项目的关系网",
    running: "正在查询…", stopped: "已停止", rows: "{0} 行", triples: "{0} 条三元组", seconds: "{0} 秒", cut: "答案在第 {0} 行处截断，后面还有；缩小范围可得全部",
    cutTriples: "答案在第 {0} 条处截断，后面还有；缩小范围可得全部", yes: "是", no: "否", none: "没有答案：图中没有符合条件的内容。", noneParameters: "没有答案：换一个参数试试。",
    error: "问题有误", errorLine: "问题有误（第 {0} 行）", slow: "没有得到答案", silent: "服务器没有应答：它可能已经停止。", toLine: "到第 {0} 行", unreadable: "答案读不懂：{0}",
    table: "表格", graph: "关系图", raw: "原始数据", views: "答案的样子", downloads: "下载", save: "下载 {0}", more: "再显示 {0} 行", shown: "显示 {0} / {1} 行",
    sort: "按 {0} 排序", tableName: "答案的表格", empty: "（空）", subject: "主语", predicate: "谓语", object: "宾语",
    nothingDrawn: "这个答案没有可画的事物：图画的是 IRI 和带语言标记的名称。可以用 CONSTRUCT 提问，或在 SELECT 里列出事物本身。",
    nodes: "{0} 个事物 · {1} 条连线", nodesCut: "只画关系最多的 {0} 个事物（共 {1} 个）", fit: "适应窗口", zoomIn: "放大", zoomOut: "缩小", canvas: "关系图画布，表格里有同样的内容；方向键移动",
    choose: "选一个事物，看它的内容", noDrawing: "画图的程序没有载入。", rawCut: "只显示前 {0} 个字符，全部请下载", other: "其他", close: "关闭", tied: "相连"
  },
  en: {
    found: "{0} questions", search: "Search questions", families: "Filter by subject", all: "All", noneFound: "No such question", noTerm: "No such term", fold: "Fold the library", unfold: "Open the library ({0} questions)",
    own: "Your own question", ownHint: "Write a question in SPARQL; the library has ready ones: choose one, change a few words, and run it.", edited: "edited", restore: "Restore",
    parameters: "Parameters of the question", run: "Run", stop: "Stop", editor: "SPARQL question", keys: "Ctrl/⌘ + Enter runs · Tab leaves the editor",
    keysRich: "Ctrl/⌘ + Enter runs · Ctrl + Space completes · Tab leaves the editor", terms: "Vocabulary", termsSearch: "Search classes and properties", classes: "Classes", properties: "Properties",
    prefix: "prefix", keyword: "keyword", variable: "variable", completions: "Completions", blank: "Blank question", copies: "Copy", link: "Link", copied: "Copied", notCopied: "The browser does not allow copying",
    hintRun: "Press Run: the answer appears here.", hint: "Choose a question and press Run: the answer appears here. Or try:", counts: "What is in the graph, and how much", drawing: "Draw the network of programmes and projects",
    running: "Asking…", stopped: "Stopped", rows: "{0} rows", triples: "{0} triples", seconds: "{0} s", cut: "The answer was cut after {0} rows; narrow the question to get everything",
    cutTriples: "The answer was cut after {0} triples; narrow the question to get everything", yes: "Yes", no: "No", none: "No answer: nothing in the graph fits.", noneParameters: "No answer: try another parameter.",
    error: "The question is wrong", errorLine: "The question is wrong (line {0})", slow: "There is no answer", silent: "The server does not answer: it may have stopped.", toLine: "Go to line {0}", unreadable: "The answer cannot be read: {0}",
    table: "Table", graph: "Network", raw: "Raw", views: "Views of the answer", downloads: "Download", save: "Download {0}", more: "Show {0} more rows", shown: "Showing {0} of {1} rows",
    sort: "Sort by {0}", tableName: "Table of the answer", empty: "(empty)", subject: "subject", predicate: "predicate", object: "object",
    nothingDrawn: "Nothing in this answer can be drawn: the network shows IRIs and names with a language tag. Ask with CONSTRUCT, or SELECT the things themselves.",
    nodes: "{0} things · {1} ties", nodesCut: "Only the {0} things with most ties of {1} are drawn", fit: "Fit", zoomIn: "Zoom in", zoomOut: "Zoom out", canvas: "Network canvas, the table holds the same content; arrow keys move",
    choose: "Choose a thing to see more", noDrawing: "The drawing program did not load.", rawCut: "Only the first {0} characters are shown; download the file for all", other: "Other", close: "Close", tied: "tied to"
  }
};
const FAMILIES = {
  projects: ["项目", "Projects"], programmes: ["规划与行动", "Programmes"], targets: ["指标", "Targets"], comparison: ["对比", "Comparison"], years: ["历年", "Years"],
  regions: ["地区", "Regions"], industries: ["产业", "Industries"], organizations: ["组织机构", "Organisations"], events: ["活动", "Events"],
  networks: ["关系", "Networks"], text: ["原文", "Text"], quality: ["质量", "Quality"]
};
// Shapes that the drawing knows; colours are --Program, --Project … of the style sheet.
export const SHAPES = {
  Program: "diamond", Project: "square", Target: "triangleDown", Industry: "hexagon", Region: "dot", Organization: "triangle",
  Policy: "square", Event: "star", Person: "dot"
};
export const STARTERS = {
  counts: "SELECT ?kind (COUNT(?thing) AS ?count) WHERE {\n  ?thing a ?kind .\n} GROUP BY ?kind ORDER BY DESC(?count)",
  drawing: "CONSTRUCT { ?member kg:partOf ?whole } WHERE {\n  ?member kg:partOf ?whole .\n  ?whole a ?kind . FILTER(?kind IN (kg:Program, kg:Project))\n}"
};

// What the server says of a question that it cannot answer, in Chinese; what is not here is shown as it came.
const SENTENCES = [
  [/^line \d+: the question does not parse near (['"])(.*)\1$/, "这里附近写法有误：{2}"],
  [/^line \d+: the question ends too early$/, "问题没有写完：缺少后半部分，或少了一个括号。"],
  [/^line \d+: prefix (\S*): is not declared; .*$/, "前缀 {1}: 没有声明，请在开头加一行 PREFIX {1}: <…>"],
  [/^line \d+: SELECT names a variable that .*$/, "SELECT 里有一个变量，既没有放进 GROUP BY，也没有绑定。"],
  [/^([A-Z]+) is an update; .*$/, "{1} 是更新操作；这里只回答 SELECT、ASK、CONSTRUCT、DESCRIBE。"],
  [/^SERVICE is refused: .*$/, "不允许 SERVICE：问题只读已建好的图。"],
  [/^FROM <(.*)> is refused: .*$/, "图中没有名为 <{1}> 的子图，问题只读已建好的图。"],
  [/^the question took longer than ([\d.]+) seconds .*$/, "超过 {1} 秒，已停止；请缩小范围，或加上 LIMIT。"],
  [/^the question took more than (\d+) MB .*$/, "超过 {1} MB 内存，已停止；请缩小范围，或加上 LIMIT。"],
  [/^(?:\d+ questions are waiting|no question before this one ended).*$/, "正在回答的问题太多，请稍候再问。"],
  [/^the question is longer than (\d+) bytes$/, "问题太长，最多 {1} 字节。"],
  [/^(<.*>) is no IRI .*$/, "{1} 不是 IRI。"],
  [/^the request has no question: .*$/, "请先写下问题。"]
];

export const english = () => document.documentElement.dataset.lang === "en";
/** The word in the page's language, {0} {1} … filled in. */
export const t = (key, ...values) => WORDS[english() ? "en" : "zh"][key].replace(/\{(\d)\}/g, (_, i) => values[i]);
/** The name of a family of questions; a tag without one is its own name. */
export const family = tag => FAMILIES[tag]?.[english() ? 1 : 0] ?? tag;
export const families = () => Object.keys(FAMILIES);
/** The field of a record in the page's language, Chinese where there is no other. */
export const said = (record, field) => (english() && record[`${field}_en`]) || record[field];
/** A number as read: digits in groups. */
export const counted = number => number.toLocaleString(english() ? "en" : "zh-CN");
/** What the server said, in the page's language. */
export function explained(sentence) {
  if (english()) return sentence;
  for (const [pattern, words] of SENTENCES) {
    const match = pattern.exec(sentence);
    if (match) return words.replace(/\{(\d)\}/g, (_, i) => match[i]);
  }
  return sentence;
}
