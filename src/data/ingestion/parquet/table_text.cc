#include "data/ingestion/parquet/table_text.h"

#include "data/store/table.h"
#include "foundation/base/number.h"

namespace kilowatch {
namespace {

void AppendQuoted(const std::string& text, std::string& out) {
  if (text.empty()) return;
  out.push_back('"');
  for (const char c : text) {
    if (c == '"') out.push_back('"');
    out.push_back(c == '\n' || c == '\r' ? ' ' : c);
  }
  out.push_back('"');
}

void AppendCell(const TableColumn& column, std::size_t row, std::string& out) {
  if (const auto* texts = std::get_if<std::vector<std::string>>(&column.values)) return AppendQuoted((*texts)[row], out);
  if (const auto* numbers = std::get_if<std::vector<double>>(&column.values)) return AppendNumber((*numbers)[row], out);
  const Instant t = std::get<std::vector<Instant>>(column.values)[row];
  if (t == Instant::min()) return;
  AppendInstant(t, out);
  if (!column.zoned) out.pop_back();
}

}  // namespace

std::string_view TableFormat(std::string_view head) {
  if (head.starts_with("PAR1")) return "parquet";
  if (head.starts_with("ARROW1") || head.starts_with(std::string_view("\xff\xff\xff\xff", 4))) return "arrow";
  return "";
}

Result<std::string> TableAsText(const std::filesystem::path& path) {
  KW_ASSIGN(TableReader reader, TableReader::Open(path));
  std::string out;
  while (true) {
    KW_ASSIGN(const TableBatch batch, reader.Next());
    if (batch.empty()) return out;
    if (out.empty()) {
      for (std::size_t c = 0; c < batch.size(); ++c) {
        if (c > 0) out.push_back(',');
        AppendQuoted(batch[c].name, out);
      }
      out.push_back('\n');
    }
    for (std::size_t row = 0; row < batch.front().size(); ++row) {
      for (std::size_t c = 0; c < batch.size(); ++c) {
        if (c > 0) out.push_back(',');
        AppendCell(batch[c], row, out);
      }
      out.push_back('\n');
    }
  }
}

}  // namespace kilowatch
