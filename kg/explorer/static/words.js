"use strict";
// Words of the page in both languages.
const WORDS = {
  zh: {graph: "关系图", tables: "表格", text: "原文", search: "搜索名称、别名或句子（按 / ）", types: "类型", status: "状态", years: "年份", all: "显示全部", story: "主要内容", fit: "适应窗口", png: "导出 PNG", csv: "导出 CSV", details: "选择图中的节点、表格的一行或原文的标记，这里会给出原文依据。", evidence: "原文依据", relations: "关系", mentions: "处提及", expand: "展开相邻节点", hide: "隐藏", aliases: "别名", code: "行政区划代码", confidence: "置信度", rule: "规则", chars: "字符", shown: "显示", of: "共", results: "个结果", planned: "计划", achieved: "完成", indicator: "指标", value: "数值", year: "年份", name: "名称", count: "提及", ties: "关系", measure: "度量", both: "计划与完成", filter: "筛选…", none: "无"},
  en: {graph: "Network", tables: "Tables", text: "Report", search: "Search names, aliases, sentences ( / )", types: "Types", status: "Status", years: "Years", all: "Show all", story: "Main story", fit: "Fit", png: "Save PNG", csv: "Save CSV", details: "Choose a node, a table row or a mark in the text: the evidence appears here.", evidence: "Evidence", relations: "Relations", mentions: "mentions", expand: "Expand neighbours", hide: "Hide", aliases: "Also named", code: "Administrative code", confidence: "confidence", rule: "rule", chars: "characters", shown: "Showing", of: "of", results: "results", planned: "planned", achieved: "achieved", indicator: "Indicator", value: "Value", year: "Year", name: "Name", count: "Mentions", ties: "Relations", measure: "Measure", both: "Planned beside achieved", filter: "Filter…", none: "none"}
};
const TYPES = {
  Program: {zh: "规划与行动", en: "Programmes", colour: "#0072b2", shape: "diamond"},
  Project: {zh: "项目", en: "Projects", colour: "#d55e00", shape: "square"},
  Region: {zh: "地区", en: "Regions", colour: "#009e73", shape: "dot"},
  Organization: {zh: "组织", en: "Organisations", colour: "#cc79a7", shape: "triangle"},
  Industry: {zh: "产业", en: "Industries", colour: "#b8860b", shape: "hexagon"},
  Event: {zh: "活动", en: "Events", colour: "#56b4e9", shape: "star"},
  Policy: {zh: "政策法规", en: "Policies", colour: "#6a5acd", shape: "triangleDown"},
  Person: {zh: "人物", en: "People", colour: "#7f7f7f", shape: "database"},
  Target: {zh: "指标数值", en: "Targets", colour: "#a6761d", shape: "ellipse"}
};
const RELATIONS = {
  locatedIn: {zh: "位于", en: "located in"}, partOf: {zh: "属于", en: "part of"}, hasTarget: {zh: "指标", en: "has target"},
  operatedBy: {zh: "实施主体", en: "operated by"}, inIndustry: {zh: "所属产业", en: "in industry"}, connects: {zh: "连接", en: "connects"},
  cooperatesWith: {zh: "合作", en: "cooperates with"}
};
const STATUSES = {
  planned: {zh: "计划/谋划", en: "planned"}, approved: {zh: "获批", en: "approved"}, started: {zh: "开工/启动", en: "started"},
  ongoing: {zh: "推进", en: "ongoing"}, completed: {zh: "建成/完成", en: "completed"}, achieved: {zh: "完成", en: "achieved"}
};
