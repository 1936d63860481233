#include "workflow/reporting/report_style.h"

namespace kilowatch {

std::string_view ReportStyle() {
  return R"css(
:root{color-scheme:light dark;--page:#f6f7f9;--card:#fff;--text:#16202c;--soft:#5b6b7c;--line:#dde3ea;--accent:#1f5f99;--waste:#b3261e;--short:#1f6f8b;--fault:#7a5b00;
--band:#cfe0f1;--expected:#1f5f99;--actual:#16202c;--event:#ffe3a8}
@media(prefers-color-scheme:dark){:root{--page:#11161c;--card:#1a222b;--text:#e6ecf2;--soft:#9badbf;--line:#2e3a47;--accent:#7db7ec;--waste:#ff8a80;--short:#7fd0e8;--fault:#e5c65a;
--band:#28435d;--expected:#7db7ec;--actual:#eef3f8;--event:#5a4718}}
*{box-sizing:border-box}body{margin:0;background:var(--page);color:var(--text);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
main{max-width:980px;margin:0 auto;padding:24px 16px 60px}h1{font-size:26px;margin:0 0 4px}h2{font-size:19px;margin:34px 0 10px}h3{font-size:15px;margin:0}
p{margin:4px 0}.soft{color:var(--soft)}.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(170px,1fr));gap:12px;margin:18px 0}
.card{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:14px 16px}.card b{display:block;font-size:22px;line-height:1.25}
.finding{margin:12px 0}.finding header{display:flex;gap:12px;justify-content:space-between;align-items:baseline;flex-wrap:wrap}
.money{font-weight:600;white-space:nowrap}.tag{font-size:12px;border:1px solid currentColor;border-radius:99px;padding:0 8px;white-space:nowrap}
.waste{color:var(--waste)}.shortfall{color:var(--short)}.data_fault{color:var(--fault)}
.chart{width:100%;height:auto;display:block;margin-top:8px}.chart .grid{stroke:var(--line);stroke-width:1}.chart .tick{stroke:var(--soft)}
.chart .axis{fill:var(--soft);font-size:11px}.chart .band{fill:var(--band);stroke:none}.chart .event{fill:var(--event);opacity:.75}
.chart .expected{fill:none;stroke:var(--expected);stroke-width:1.4;stroke-dasharray:5 3}.chart .actual{fill:none;stroke:var(--actual);stroke-width:1.6;stroke-linejoin:round}
.legend{display:flex;gap:18px;flex-wrap:wrap;color:var(--soft);font-size:13px}.legend i{display:inline-block;width:22px;height:10px;margin-right:6px;vertical-align:middle}
.legend .a{border-top:2px solid var(--actual);height:0}.legend .e{border-top:2px dashed var(--expected);height:0}.legend .b{background:var(--band)}.legend .v{background:var(--event)}
.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;background:var(--card);border:1px solid var(--line);border-radius:10px}
th,td{padding:6px 10px;text-align:right;border-bottom:1px solid var(--line);font-variant-numeric:tabular-nums}th:first-child,td:first-child{text-align:left}th{font-size:13px;color:var(--soft);font-weight:600}
details{margin:10px 0}summary{cursor:pointer;color:var(--accent)}ul{margin:6px 0;padding-left:20px}
a{color:var(--accent)}footer{margin-top:40px;color:var(--soft);font-size:13px}
@media print{body{background:#fff}.card{break-inside:avoid}details{display:block}}
)css";
}

}  // namespace kilowatch
