#include "workflow/reporting/report_style.h"

namespace kilowatch {

namespace {

constexpr std::string_view kReportStyle = R"css(
:root{color-scheme:light dark;--page:#f5f7f9;--card:#fff;--text:#16202c;--soft:#52616f;--line:#dbe2e9;--accent:#1b5a93;--waste:#b3261e;--short:#14677f;--fault:#7a5b00;
--band:#d3e3f3;--expected:#1b5a93;--actual:#16202c;--event:#ffdf9e;--warm:#a34a00}
@media(prefers-color-scheme:dark){:root{--page:#11161c;--card:#1a222b;--text:#e6ecf2;--soft:#a3b3c3;--line:#313e4b;--accent:#86bdf0;--waste:#ff8f85;--short:#7fd0e8;--fault:#e5c65a;
--band:#28435d;--expected:#86bdf0;--actual:#f1f5f9;--event:#5d4a1a;--warm:#f0a868}}
*{box-sizing:border-box}body{margin:0;background:var(--page);color:var(--text);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;overflow-wrap:anywhere}
main{max-width:1000px;margin:0 auto;padding:28px 16px 60px}h1{font-size:27px;line-height:1.2;margin:0 0 4px}h2{font-size:19px;margin:38px 0 8px}h3{font-size:16px;margin:0}
p{margin:4px 0}.soft{color:var(--soft)}.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(178px,1fr));gap:12px;margin:20px 0}
.card{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:14px 16px}.cards b{display:block;font-size:23px;line-height:1.25}.cards p{font-size:13px;line-height:1.4}
.cards.six{grid-template-columns:repeat(3,1fr)}.cards b.long{font-size:17px;line-height:1.7;overflow-wrap:normal}
.first{list-style:none;margin:0;padding:6px 16px}.first li{display:grid;grid-template-columns:140px minmax(0,2fr) minmax(0,5fr);gap:0 14px;align-items:baseline;padding:5px 0}
.first li+li{border-top:1px solid var(--line)}.first .money{text-align:right;font-size:15px}a{color:var(--accent);text-decoration:none}a:hover{text-decoration:underline}
.finding{margin:12px 0;scroll-margin-top:10px}.finding header{display:flex;gap:10px;align-items:baseline;flex-wrap:wrap}.finding .money{margin-left:auto}
.money{font-weight:650;font-size:17px;white-space:nowrap}.tag{font-size:12px;border:1px solid currentColor;border-radius:99px;padding:0 8px;white-space:nowrap}
.waste{color:var(--waste);fill:var(--waste)}.shortfall{color:var(--short);fill:var(--short)}.data_fault{color:var(--fault);fill:var(--fault)}
dl{display:grid;grid-template-columns:max-content 1fr;gap:2px 14px;margin:10px 0 0;font-size:14px}dt{color:var(--soft)}dd{margin:0}
.chart{width:100%;height:auto;display:block;margin-top:8px}.chart .grid{stroke:var(--line);stroke-width:1}.chart .tick{stroke:var(--soft)}
.chart .axis{fill:var(--soft);font-size:11px}.chart .band{fill:var(--band);stroke:none}.chart .event{fill:var(--event);opacity:.75}
.chart .expected{fill:none;stroke:var(--expected);stroke-width:1.4;stroke-dasharray:5 3}.chart .actual{fill:none;stroke:var(--actual);stroke-width:1.5;stroke-linejoin:round}
.chart .temperature{fill:none;stroke:var(--warm);stroke-width:1.3}.chart .heat{fill:var(--accent)}.chart .name{fill:var(--text)}
.legend{display:flex;gap:4px 18px;flex-wrap:wrap;color:var(--soft);font-size:13px}.legend i{display:inline-block;width:22px;height:10px;margin-right:6px;vertical-align:middle}
.legend .a{border-top:2px solid var(--actual);height:0}.legend .e{border-top:2px dashed var(--expected);height:0}.legend .t{border-top:2px solid var(--warm);height:0}
.legend .b{background:var(--band)}.legend .v{background:var(--event)}.legend .k{background:currentColor;width:12px;border-radius:2px}
.scroll{overflow-x:auto;border:1px solid var(--line);border-radius:10px;background:var(--card);max-height:640px}.card.scroll{max-height:none}
table{display:grid;grid-template-columns:minmax(120px,1fr) repeat(7,max-content);font-size:14px;font-variant-numeric:tabular-nums}thead,tbody,tr{display:contents}
th,td{padding:5px 10px;text-align:right;border-bottom:1px solid var(--line);order:var(--y)}th{text-align:left;font-weight:500}
thead th{order:-1;color:var(--soft);font-size:13px;position:sticky;top:0;background:var(--card);text-align:right}thead th:first-child{text-align:left}td{white-space:nowrap}
.sort{border:0;padding:0;margin:0 0 8px;display:flex;flex-wrap:wrap;gap:2px 14px;font-size:13px;color:var(--soft)}.sort legend{float:left;margin-right:12px;padding:0}.sort input{margin:0 4px 0 0}
.meters:has(.by-n:checked) tbody>tr>*{order:var(--n)}.meters:has(.by-b:checked) tbody>tr>*{order:var(--b)}.meters:has(.by-o:checked) tbody>tr>*{order:var(--o)}
.meters:has(.by-p:checked) tbody>tr>*{order:var(--p)}.meters:has(.by-l:checked) tbody>tr>*{order:var(--l)}.meters:has(.by-s:checked) tbody>tr>*{order:var(--s)}
.meters:has(.by-w:checked) tbody>tr>*{order:var(--w)}
details{margin:10px 0}summary{cursor:pointer;color:var(--accent);font-weight:500}ul{margin:6px 0;padding-left:20px}
footer{margin-top:40px;color:var(--soft);font-size:13px}code{font-size:13px}
@media(max-width:600px){body{font-size:14px}h1{font-size:22px}.card{padding:12px}.cards{grid-template-columns:1fr 1fr;gap:8px}.cards b{font-size:18px}.cards b.long{font-size:15px}.cards.six{grid-template-columns:1fr 1fr}.first li{grid-template-columns:1fr;gap:0}.first .money{text-align:left}.chart .axis{font-size:19px}.chart .odd{display:none}
dl{grid-template-columns:1fr}dt{margin-top:4px;font-size:12px}.finding .money{margin-left:0;width:100%}.chart.timeline{min-width:600px}.chart.timeline .axis{font-size:12px}}
@media print{:root{color-scheme:light;--page:#fff;--card:#fff;--text:#000;--soft:#444;--line:#ccc;--accent:#1b5a93;--waste:#b3261e;--short:#14677f;--fault:#7a5b00;--band:#d3e3f3;--expected:#1b5a93;
--actual:#000;--event:#ffdf9e;--warm:#a34a00}
body{font-size:11pt}main{max-width:none;padding:0}.card{break-inside:avoid}h2,h3{break-after:avoid}.scroll{max-height:none;overflow:visible}.sort{display:none}table{font-size:9pt}
.cards{grid-template-columns:repeat(5,1fr);gap:6px}.cards b{font-size:14pt}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
)css";

}  // namespace

std::string_view ReportStyle() { return kReportStyle; }

std::string_view PrintChartStyle() {
  return R"css(text{font-family:"DejaVu Sans",sans-serif}.grid{stroke:#d5dbe1;stroke-width:1}.tick{stroke:#52616f}.axis{fill:#52616f;font-size:11px}.band{fill:#d3e3f3}
.event{fill:#ffdf9e;opacity:.75}.expected{fill:none;stroke:#1b5a93;stroke-width:1.4;stroke-dasharray:5 3}.actual{fill:none;stroke:#16202c;stroke-width:1.5;stroke-linejoin:round}
.temperature{fill:none;stroke:#a34a00;stroke-width:1.3}.heat{fill:#1b5a93}.name{fill:#16202c}.waste{fill:#b3261e}.shortfall{fill:#14677f}.data_fault{fill:#7a5b00})css";
}

}  // namespace kilowatch
