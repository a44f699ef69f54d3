"use strict";
// Words of the page in both languages; types with colour (light, dark) and shape; relations, statuses, measures.
const WORDS = {
  zh: {
    language: "English", theme: "深色 / 浅色", graph: "关系图", tables: "表格", text: "原文", searchShort: "搜索…", search: "搜索名称、别名、原文、拼音",
    types: "类型", status: "状态", years: "年份", sections: "章节", filters: "筛选", clear: "清除筛选", close: "关闭",
    opening: "开篇", all: "显示全部", story: "只看要点", fit: "适应窗口", zoomIn: "放大", zoomOut: "缩小", export: "导出",
    png: "图片 PNG", svg: "矢量图 SVG", nodesCsv: "节点 CSV", edgesCsv: "关系 CSV", turtle: "Turtle（含出处）", link: "复制链接", sparql: "复制 SPARQL",
    copied: "已复制", plan: "布局", byNetwork: "关系", bySection: "章节", byType: "类型", byAround: "围绕所选", section: "按章节布局", network: "按关系布局", type: "按类型布局", around: "围绕所选布局", evidence: "原文依据",
    relations: "关系", mentions: "{0} 处提及", expand: "展开", expandAll: "展开全部相邻 (+{0})", hide: "隐藏", hidden: "已隐藏 {0} 个", unhide: "重新显示隐藏的 {0} 个", inNetwork: "在关系图中查看", aliases: "又称",
    code: "行政区划代码", confidence: "置信度", rule: "规则", chars: "字符", inText: "在原文中查看", shownOf: "显示 {0} / {1}",
    results: "{0} 个结果", noResults: "没有结果", names: "名称", sentences: "原文", more: "再显示 {0} 处", indicator: "指标", value: "数值",
    unit: "单位", measure: "口径", comparator: "比较", year: "年份", name: "名称", count: "提及", ties: "关系", gap: "差",
    filter: "在表中筛选…", filterNumbers: "筛选：文字，或 >10%", projects: "项目数", rows: "{0} 行", csv: "下载 CSV", partOf: "属于", home: "章节", pairs: "目标对照", of: "所属对象",
    reached: "{0} 年完成", promised: "{0} 年目标", reachedBare: "已完成", promisedBare: "目标", overview: "报告概览",
    headline: "主要预期目标", programmes: "主要规划与行动", projectStatus: "项目进展", members: "{0} 项关系", noStatus: "未说明",
    chooseHint: "点选图中的节点、表格的行或原文的标记，这里给出逐字的原文依据。", stated: "由 {0} 处原文陈述",
    quote: "依据", pathFrom: "由此找路径…", pathPick: "再选终点：点图中的节点、表格的行，或搜索一个名称", pathFound: "路径：{0} 步", pathNone: "{0} 与 {1} 之间没有路径", cut: "只画前 {0} 个",
    skip: "跳到表格（键盘与读屏）", back: "概览", outline: "目录", hollow: "空心：计划、获批", canvas: "关系图画布；表格页有同样的内容",
    report: "{0}{1}年政府工作报告", facts: "{0} 个事物 · {1} 个指标 · {2} 条关系", at: "第 {0}–{1} 字", page: "第 {0} 页",
    board: "项目看板", boardKeys: "方向键在卡片间移动，回车查看依据", cards: "{0} 个项目", tileMap: "区县示意图", tileKeys: "方向键在区县间移动，回车选择",
    tilesSaid: "报告单独提到 {0} / {1} 个区县", tileNote: "色块位置为示意，不是地图", factsOf: "处提及与关系", chart: "图示", factCount: "事实", notSaid: "报告未单独提及", inNames: "名称含“{0}”的", series: "历年数值",
    reporting: "报告地区", firstOf: "前 {0} / {1}", start: "总览", centre: "以此为中心", follow: "再展开它的相邻", thingPage: "全部陈述 →", drawnOf: "画出 {0} 个", drawnCut: "未画 {0} 个",
    corpus: "{0} 份政府工作报告", searchAll: "搜索全部报告中的名称、拼音", oneStep: "一步", twoSteps: "两步", togetherTie: "含同句提及", steps: "邻域",
    around1: "一步之内", around2: "两步之内", leftOut: "没有画出的", leftNote: "每张图最多 {0} 个事物，只在同句提及的取最常见的 {1} 个；同一关系中先画联系多的、提及多的。", leftRow: "{0}：画出 {1} / {2}", secondStep: "第二步",
    listOfReports: "报告清单 →", toSparql: "用 SPARQL 提问 →", moreRows: "还有 {0} 个", waiting: "正在读取…", nothingLeft: "邻域已全部画出。", showMore: "更多原文", places: "地区", reportsWord: "报告", allReports: "地区与年份", matrixNote: "方格打开该份报告；地名打开其邻域。", common: "最多报告提到的", relationsWord: "关系",
    aims: "各地定下的增长目标（中位数）", aimsNote: "{0} 份报告，{1}% – {2}%", reportCount: "{0} 份", startHint: "搜索任何名称，或从下面选一个：画出它的邻域，给出所有报告中提到它的原句。", placeYears: "{0} 份报告，{1} 个地区，{2}–{3} 年"
  },
  en: {
    language: "中文", theme: "Dark / light", graph: "Network", tables: "Tables", text: "Report", search: "Search names, text, pinyin", searchShort: "Search…",
    types: "Types", status: "Status", years: "Year", sections: "Section", filters: "Filters", clear: "Clear filters", close: "Close",
    opening: "Opening", all: "Show all", story: "Main story", fit: "Fit", zoomIn: "Zoom in", zoomOut: "Zoom out", export: "Export",
    png: "Picture (PNG)", svg: "Vector (SVG)", nodesCsv: "Nodes (CSV)", edgesCsv: "Relations (CSV)", turtle: "Turtle with provenance", link: "Copy link", sparql: "Copy SPARQL",
    copied: "Copied", plan: "Layout", byNetwork: "Relations", bySection: "Sections", byType: "Types", byAround: "Around", section: "Arranged by section", network: "Arranged by relation", type: "Arranged by type", around: "Arranged around the selection", evidence: "Evidence",
    relations: "Relations", mentions: "mentioned {0}×", expand: "Expand", expandAll: "Expand all neighbours (+{0})", hide: "Hide", hidden: "{0} hidden", unhide: "Show the {0} hidden again", inNetwork: "Show in the network", aliases: "Also named",
    code: "Administrative code", confidence: "confidence", rule: "rule", chars: "characters", inText: "Show in the report", shownOf: "{0} of {1}",
    results: "{0} results", noResults: "No results", names: "Names", sentences: "In the text", more: "{0} more", indicator: "Indicator", value: "Value",
    unit: "Unit", measure: "Measure", comparator: "Bound", year: "Year", name: "Name", count: "Mentions", ties: "Relations", gap: "Gap",
    filter: "Filter this table…", filterNumbers: "Filter: words, or >10%", projects: "Projects", rows: "{0} rows", csv: "Download CSV", partOf: "Part of", home: "Section", pairs: "Planned beside reached", of: "Target of",
    reached: "reached {0}", promised: "target {0}", reachedBare: "reached", promisedBare: "target", overview: "The report at a glance",
    headline: "Headline targets", programmes: "Main programmes", projectStatus: "Projects by status", members: "{0} relations", noStatus: "not stated",
    chooseHint: "Choose a node, a table row or a mark in the report: its evidence appears here, word for word.", stated: "stated in {0} place(s)",
    quote: "evidence", pathFrom: "Path from here…", pathPick: "Now choose the other end: a node, a table row, or a name by search", pathFound: "Path of {0} steps", pathNone: "No path between {0} and {1}", cut: "only the first {0} are drawn",
    skip: "Skip to the tables (keyboard, screen readers)", back: "Overview", outline: "Contents", hollow: "Hollow: planned or approved", canvas: "Network canvas; the tables hold the same content",
    report: "{0} {1} Government Work Report", facts: "{0} things · {1} targets · {2} relations", at: "characters {0}–{1}", page: "page {0}",
    board: "Project board", boardKeys: "Arrow keys move between cards, Enter shows the evidence", cards: "{0} projects", tileMap: "Schematic map of districts", tileKeys: "Arrow keys move between districts, Enter chooses",
    tilesSaid: "The report names {0} of {1} districts by themselves", tileNote: "Tiles show rough positions, not borders", factsOf: "mentions and relations", chart: "Chart", factCount: "Facts", notSaid: "not named by itself", inNames: "Names with “{0}”", series: "Values by year",
    reporting: "Reporting place", firstOf: "first {0} of {1}", start: "Overview", centre: "Centre on this", follow: "Follow its neighbours", thingPage: "All statements →", drawnOf: "{0} drawn", drawnCut: "{0} not drawn",
    corpus: "{0} Government Work Reports", searchAll: "Search all reports: names, pinyin", oneStep: "1 step", twoSteps: "2 steps", togetherTie: "Same sentence", steps: "Neighbourhood",
    around1: "Within one step", around2: "Within two steps", leftOut: "Not drawn", leftNote: "A drawing has at most {0} things, of those only named in one sentence the {1} most common; of each relation those with most ties and mentions come first.", leftRow: "{0}: {1} of {2} drawn", secondStep: "second step",
    listOfReports: "List of reports →", toSparql: "Ask in SPARQL →", moreRows: "{0} more", waiting: "Reading…", nothingLeft: "The whole neighbourhood is drawn.", showMore: "More sentences", places: "places", reportsWord: "reports", allReports: "Places and years", matrixNote: "A cell opens that report, a place its neighbourhood.", common: "Named in most reports", relationsWord: "relations",
    aims: "Growth that places aim at (median)", aimsNote: "{0} reports, {1}% – {2}%", reportCount: "{0} reports", startHint: "Search any name, or choose one below: its neighbourhood is drawn, with the sentences of all reports that name it.", placeYears: "{0} reports from {1} places, {2}–{3}"
  }
};
// Colours after Okabe and Ito, told apart also by the colour-blind; every type has a shape of its own besides.
const TYPES = {
  Program: {zh: "规划与行动", en: "Programmes", light: "#0068a8", dark: "#4db1ec", shape: "diamond"},
  Project: {zh: "项目", en: "Projects", light: "#cc5200", dark: "#ff8f45", shape: "square"},
  Target: {zh: "指标", en: "Targets", light: "#4a5261", dark: "#c3cad6", shape: "bar"},
  Industry: {zh: "产业", en: "Industries", light: "#a87900", dark: "#f0bd3d", shape: "hexagon"},
  Region: {zh: "地区", en: "Regions", light: "#008059", dark: "#2cc795", shape: "circle"},
  Organization: {zh: "组织机构", en: "Organisations", light: "#b5548f", dark: "#e38fc2", shape: "triangle"},
  Policy: {zh: "政策法规", en: "Policies", light: "#6650b8", dark: "#a896f2", shape: "page"},
  Event: {zh: "活动", en: "Events", light: "#2f8fc4", dark: "#8bd0f5", shape: "star"},
  Person: {zh: "人物", en: "People", light: "#77736c", dark: "#aaa59c", shape: "cross"}
};
const RELATIONS = {
  partOf: {zh: ["属于", "包含"], en: ["part of", "contains"]},
  hasTarget: {zh: ["指标", "是其指标"], en: ["has target", "target of"]},
  inIndustry: {zh: ["所属产业", "产业成员"], en: ["in industry", "industry members"]},
  locatedIn: {zh: ["位于", "境内有"], en: ["located in", "holds"]},
  operatedBy: {zh: ["实施主体", "实施"], en: ["operated by", "operates"]},
  connects: {zh: ["连接", "被连接"], en: ["connects", "connected by"]},
  namedWith: {zh: ["同句提及", "同句提及"], en: ["named in one sentence with", "named in one sentence with"]},
  sameSeries: {zh: ["同一指标", "同一指标"], en: ["same indicator", "same indicator"]},
  cooperatesWith: {zh: ["合作", "合作"], en: ["cooperates with", "cooperates with"]}
};
const STATUSES = {
  planned: {zh: "计划", en: "planned"}, approved: {zh: "获批", en: "approved"}, started: {zh: "开工", en: "started"},
  ongoing: {zh: "推进中", en: "ongoing"}, completed: {zh: "建成", en: "completed"}, achieved: {zh: "已实现", en: "achieved"}
};
const MEASURES = {
  level: {zh: "水平", en: "level"}, growth: {zh: "增长", en: "growth"}, decrease: {zh: "下降", en: "decrease"},
  increment: {zh: "新增", en: "increment"}, share: {zh: "比率", en: "share"}, qualitative: {zh: "定性", en: "qualitative"}
};
